// The model of a widget, as the views know it, over the model of a Panel component.
export default {
  render({ model, el }) {
    const shim = {
      get: (name) => model[name],
      set: (name, value) => { model[name] = value; },
      save_changes() {},
      on: (name, fn) => model.on(name.replace("change:", ""), fn),
      off: (name, fn) => model.off(name.replace("change:", ""), fn),
    };
    model.on("remove", render({ model: shim, el }));
  },
};
