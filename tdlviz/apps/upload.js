// A file goes to Python in pieces, each acknowledged before the next: no message is large, and
// nothing that is too large is sent at all.
const PIECE = 2_000_000;
const MB = 1_000_000;

export function render({ model, el }) {
  el.innerHTML = `<style>
    .box { font: 13px/1.4 system-ui, sans-serif; padding: 8px; border: 1px dashed #8A93A3; border-radius: 6px; }
    .box.over { border-style: solid; border-color: #0072B2; }
    label { display: block; margin-bottom: 4px; } input { width: 100%; font: inherit; color: inherit; }
    input:focus-visible { outline: 2px solid #0072B2; outline-offset: 2px; }
    [role=alert]:not(:empty) { margin-top: 6px; padding-left: 8px; border-left: 4px solid #D55E00; overflow-wrap: anywhere; }
  </style><div class="box"><label for="file"></label><input id="file" type="file">
  <div role="status"></div><div role="alert"></div></div>`;
  const [box, label, input] = ["div", "label", "input"].map((name) => el.querySelector(name));
  const [status, alert] = ["status", "alert"].map((role) => el.querySelector(`[role=${role}]`));
  label.textContent = `Your own file, up to ${model.limit / MB} MB`;
  input.accept = model.accept;

  let acknowledged = () => {};
  model.on("msg:custom", (message) => acknowledged(message));
  const answer = () => new Promise((resolve) => { acknowledged = resolve; });

  const send = async (file) => {
    status.textContent = alert.textContent = "";
    if (file.size > model.limit) {
      const size = (file.size / MB).toFixed(1);
      alert.textContent = `${file.name} is too large: ${size} MB; at most ${model.limit / MB} MB are taken.`;
      return;
    }
    input.disabled = true;
    for (let start = 0; start === 0 || start < file.size; start += PIECE) {
      const data = await file.slice(start, start + PIECE).arrayBuffer();
      const told = answer();
      model.send_msg({ name: file.name, first: start === 0, last: start + PIECE >= file.size, data });
      const { refused } = await told;
      if (refused) { alert.textContent = refused; break; }
      status.textContent = `${Math.min(100, Math.round((100 * (start + PIECE)) / (file.size || 1)))} % sent`;
    }
    status.textContent = "";
    input.disabled = false;
  };
  const take = (files) => files.length && send(files[0]).finally(() => { input.value = ""; });
  input.onchange = () => take(input.files);
  box.ondragover = (event) => { event.preventDefault(); box.classList.add("over"); };
  box.ondragleave = () => box.classList.remove("over");
  box.ondrop = (event) => {
    event.preventDefault();
    box.classList.remove("over");
    take(event.dataTransfer.files);
  };
}

export default { render };
