// What linked views share on this page: one small store a group, no Python in between.
const STORES = (globalThis.__tdlvizStores ??= new Map());
const TOLD = ["selection", "filtration", "step"]; // what Python may say, too

function storeOf(group) {
  if (!STORES.has(group)) STORES.set(group, { state: {}, listeners: new Set() });
  return STORES.get(group);
}

// Joins the group that the model names and rejoins when the name changes.
// heard(key, value) is called for what other views or Python say, and for what this view says.
export function joinBus(model, heard) {
  let group = null, store = null;
  const leave = () => {
    store?.listeners.delete(heard);
    if (store && store.listeners.size === 0) STORES.delete(group);
  };
  const join = () => {
    leave();
    group = model.get("group");
    store = storeOf(group);
    store.listeners.add(heard);
    for (const key of TOLD) {
      const told = model.get(key);
      const silent = told === null || told === undefined || (Array.isArray(told) && !told.length);
      if (!(key in store.state) && !silent) store.state[key] = told;
    }
    for (const [key, value] of Object.entries(store.state)) heard(key, value);
  };
  const say = (key, value) => {
    store.state[key] = value;
    for (const listener of [...store.listeners]) listener(key, value);
  };
  const fromPython = TOLD.map((key) => [key, () => {
    if (JSON.stringify(model.get(key)) !== JSON.stringify(store.state[key] ?? null)) say(key, model.get(key));
  }]);
  model.on("change:group", join);
  fromPython.forEach(([key, fn]) => model.on(`change:${key}`, fn));
  join();
  return {
    say,
    get: (key) => store.state[key],
    close() {
      model.off("change:group", join);
      fromPython.forEach(([key, fn]) => model.off(`change:${key}`, fn));
      leave();
    },
  };
}

// Writes a shared value into this view's own trait, so that Python can read it.
export function tellPython(model, key, value) {
  if (JSON.stringify(model.get(key)) === JSON.stringify(value)) return;
  model.set(key, value);
  model.save_changes();
}
