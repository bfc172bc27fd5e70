// Brings the explorers of a page to life.

async function bringToLife(place) {
  const state = JSON.parse(place.nextElementSibling.textContent);
  const el = document.createElement("div");
  const widget = await loadModule(state._esm);
  // The still stays until the picture that moves can take its place.
  place.append(el);
  await widget.render({ model: new Model(state), el });
  place.replaceChildren(el);
  place.dataset.explorer = "alive";
}

for (const place of document.querySelectorAll("[data-explorer]")) bringToLife(place);
