// Brings the explorers of a page to life, without a kernel: an anywidget needs a model that it can
// read, set and listen to. Here the model ends in the page; nobody else has to hear of a change.

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const event of [`change:${name}`, "change"])
      for (const listener of [...(this.listeners.get(event) ?? [])]) listener();
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? []).filter((each) => each !== listener));
  }
  save_changes() {}
  send() {}
}

async function load(code) {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function bringToLife(place) {
  const state = JSON.parse(place.nextElementSibling.textContent);
  const el = document.createElement("div");
  const style = document.createElement("style");
  style.textContent = state._css;
  document.head.append(style);
  const widget = await load(state._esm);
  // The still stays until the picture that moves can take its place.
  place.append(el);
  await widget.render({ model: new Model(state), el });
  place.replaceChildren(el);
  place.dataset.explorer = "alive";
}

for (const place of document.querySelectorAll("[data-explorer]")) bringToLife(place);
