// The frame around every explorer: it listens to the model, draws again when something changed,
// speaks to screen readers once things are quiet, and leaves nothing behind.

const SPEAK_AFTER = 700; // milliseconds of quiet; sooner would talk over a drag

// `build(frame)` fills frame.root and returns draw(width); draw returns the picture in one sentence.
function explorer({ model, el, label, build }) {
  const root = html("section", {
    class: "dropout-explorer",
    "aria-label": label,
    "data-lm-suppress-shortcuts": "true", // the keys are ours: arrows move sliders, not cells
  });
  root.addEventListener("keydown", (event) => event.stopPropagation());
  const summary = html("p", { class: "summary" });
  const spoken = html("p", { class: "spoken", role: "status" });
  el.replaceChildren(html("style", {}, STYLE), root);

  // Changes show at once in every view. Sending waits in ipywidgets while a message is on its way;
  // a delay of our own would let the kernel's echo overwrite what it has not heard of yet.
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const draw = build({ root, set, get: (name) => model.get(name) });
  root.append(summary, spoken);

  let width = 0;
  let quiet;
  const redraw = () => {
    if (!width || !model.get("_drawing")) return; // closed, and about to go
    const sentence = draw(width);
    write(summary, sentence);
    clearTimeout(quiet);
    quiet = setTimeout(() => write(spoken, sentence), SPEAK_AFTER);
  };
  const resized = new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now === width) return;
    width = now;
    redraw();
  });
  resized.observe(root);
  model.on("change", redraw);
  return () => {
    clearTimeout(quiet);
    resized.disconnect();
    model.off("change", redraw);
    el.replaceChildren();
  };
}
