// The module that anywidget loads. A page never forgets a module, so the drawing itself is loaded
// once, however often a cell is run.

const drawings = (globalThis.dropoutCourseDrawings ??= new Map());

async function load(code) {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

export default {
  async render({ model, el }) {
    const code = model.get("_drawing");
    if (!drawings.has(code)) drawings.set(code, load(code));
    return (await drawings.get(code)).default.render({ model, el });
  },
};
