// What a page does by itself: the theme and the search.

const root = document.body.dataset.root; // of the site, seen from this page

const toggle = document.querySelector("#theme");
const dark = () => document.body.dataset.jpThemeLight === "false";
const showTheme = () => {
  toggle.setAttribute("aria-pressed", dark());
};
toggle.addEventListener("click", () => {
  document.body.dataset.jpThemeLight = String(dark());
  try {
    localStorage.setItem("dropout-course-light", document.body.dataset.jpThemeLight);
  } catch {
    // A browser that keeps nothing still changes this page.
  }
  showTheme();
});
showTheme();

const box = document.querySelector("#search");
const found = document.querySelector("#found");
const told = document.querySelector("#told");
let index;

function script(name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `${root}assets/${name}`;
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

async function load() {
  await Promise.all([script("minisearch.js"), script("sections.js")]);
  const made = new MiniSearch({
    fields: ["heading", "page", "text"],
    storeFields: ["heading", "page", "address", "text"],
    searchOptions: { boost: { heading: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
  });
  made.addAll(window.dropoutCourseSections);
  return made;
}

function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
  const start = Math.max(0, Math.min(...places, text.length) - 40);
  return (start ? "… " : "") + text.slice(places.length ? start : 0).slice(0, 140);
}

async function search() {
  const words = box.value.trim();
  index ??= load();
  const results = words ? (await index).search(words).slice(0, 8) : [];
  if (words !== box.value.trim()) return; // a later one is on its way
  found.replaceChildren(
    ...results.map(({ heading, page, address, text, terms }) => {
      const link = document.createElement("a");
      link.href = root + address;
      const title = document.createElement("strong");
      title.textContent = heading;
      const where = document.createElement("span");
      where.textContent = ` · ${page}`;
      const words = document.createElement("p");
      words.textContent = excerpt(text, terms);
      link.append(title, where, words);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  found.hidden = !words;
  told.textContent = words ? `${results.length || "No"} section${results.length === 1 ? "" : "s"} found` : "";
}

box.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && !found.hidden) {
    box.value = "";
    search();
    box.focus();
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[role=search]")) found.hidden = true;
});
box.addEventListener("focus", () => {
  found.hidden = !box.value.trim();
});
