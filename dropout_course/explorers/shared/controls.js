// The controls of all explorers: native elements, so that keyboard and screen reader work as
// everywhere. Each returns { node, show(value) }.

function slider({ label, min, max, step, format, input }) {
  const value = html("span", { class: "value", "aria-hidden": "true" }); // range says it itself
  const range = html("input", { type: "range", min, max, step });
  range.addEventListener("input", () => input(Number(range.value)));
  const node = html("label", { class: "slider" }, html("span", {}, label), value, range);
  return {
    node,
    range,
    show(number) {
      if (Number(range.value) !== number) range.value = number;
      const text = format(number);
      write(value, text);
      range.setAttribute("aria-valuetext", text);
    },
  };
}

// One of a few: `options` is a list of [value, label].
function choice({ label, options, input }) {
  // Every explorer has a copy of this file, so a count would give two groups of a page one name.
  const name = `dropout-choice-${Math.random().toString(36).slice(2)}`;
  const radios = options.map(([value, text]) => {
    const radio = html("input", { type: "radio", name });
    radio.addEventListener("change", () => input(value));
    return { value, radio, node: html("label", {}, radio, html("span", {}, text)) };
  });
  const node = html(
    "fieldset",
    { class: "choice" },
    html("legend", {}, label),
    html("span", { class: "options" }, ...radios.map((each) => each.node)),
  );
  return {
    node,
    show(value) {
      for (const each of radios) each.radio.checked = each.value === value;
    },
  };
}

function button(label, press) {
  const node = html("button", { type: "button" }, label);
  node.addEventListener("click", press);
  return node;
}

// Many small things behind one tab stop: arrow keys move, Space and Enter press.
// `step(index, key)` gives the neighbour's index.
function arrowKeys(group, items, step) {
  const focus = (index) => {
    items.forEach((item, each) => item.setAttribute("tabindex", each === index ? "0" : "-1"));
    items[index].focus();
  };
  items.forEach((item, index) => item.setAttribute("tabindex", index === 0 ? "0" : "-1"));
  group.addEventListener("keydown", (event) => {
    const index = items.indexOf(event.target);
    if (index < 0) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      items[index].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    const next =
      event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : step(index, event.key);
    if (next === undefined || next === index || !items[next]) return;
    event.preventDefault();
    focus(next);
  });
}

function upAndDown(index, key) {
  return { ArrowUp: index - 1, ArrowDown: index + 1, ArrowLeft: index - 1, ArrowRight: index + 1 }[
    key
  ];
}
