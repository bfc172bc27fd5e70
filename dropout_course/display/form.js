// Draws a page of a form (see page.py) from native controls, and sends what is pressed to Python.

const PATIENCE = 5000; // milliseconds until a silent kernel is spoken of
const SILENT = "Python does not answer. Run this cell again, then try once more.";

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // Else arrows would move the notebook's cells; JupyterLab asks the focused element before others.
  if (tag === "input" || tag === "button") element.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "html") element.innerHTML = value; // written and escaped by Python
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function choices(field, value, group, about, changed) {
  const type = field.kind === "one" ? "radio" : "checkbox";
  const boxes = field.options.map(([letter, html]) => {
    const input = make("input", { type, name: group, value: letter, onchange: () => changed(read()) });
    input.checked = type === "radio" ? value === letter : value.includes(letter);
    return { input, row: make("label", { class: "choice" }, input, make("span", { html })) };
  });
  const read = () => boxes.filter(({ input }) => input.checked).map(({ input }) => input.value).join("");
  return make("fieldset", { "aria-describedby": about }, make("legend", {}, field.legend), ...boxes.map(({ row }) => row));
}

function line(field, value, group, about, changed) {
  const input = make("input", {
    type: "text", autocomplete: "off", "aria-describedby": about, oninput: () => changed(input.value),
  });
  input.value = value;
  return make("label", { class: "line" }, make("span", {}, field.legend), input);
}

function order(field, value, group, about, changed) {
  const spoken = make("span", { class: "spoken", role: "status" });
  const list = make("ol");
  const rows = () => [...list.children];
  const read = () => rows().map((row) => row.dataset.value).join("");
  const move = (row, step, button) => {
    const place = rows().indexOf(row) + step;
    if (place < 0 || place >= list.children.length) return;
    if (step < 0) row.previousElementSibling.before(row);
    else row.nextElementSibling.after(row);
    button.focus();
    spoken.textContent = `${row.querySelector("code").textContent}: now line ${place + 1}`;
    changed(read());
  };
  const known = new Map(field.options);
  for (const letter of value || [...known.keys()]) {
    const row = make("li", { "data-value": letter }, make("span", { html: known.get(letter) }));
    const words = row.textContent;
    for (const [arrow, step, way] of [["↑", -1, "up"], ["↓", 1, "down"]]) {
      const button = make("button", { type: "button", "aria-label": `Move ${way}: ${words}` }, arrow);
      button.addEventListener("click", () => move(row, step, button));
      row.append(button);
    }
    list.append(row);
  }
  changed(read());
  return make("fieldset", { "aria-describedby": about }, make("legend", {}, field.legend), list, spoken);
}

const DRAW = { one: choices, several: choices, text: line, order };

function render({ model, el }) {
  const body = make("div", { onkeydown: (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    press(model.get("page").buttons[0][0]);
  } });
  const status = make("div", { role: "status", class: "status" });
  const own = `form-${Math.random().toString(36).slice(2)}`; // two views of a form stay apart
  let drawn = "";
  let waiting = 0;

  const silent = () => { clearTimeout(waiting); status.textContent = SILENT; };
  const sent = (send) => {
    try { send(); return true; } catch { return false; } // after a restart there is nobody to send to
  };
  const change = (name, value) => {
    if (model.get("values")[name] === value) return;
    model.set("values", { ...model.get("values"), [name]: value });
    sent(() => model.save_changes());
  };
  const press = (button) => {
    clearTimeout(waiting);
    waiting = setTimeout(silent, PATIENCE);
    if (!sent(() => model.send({ button, values: model.get("values") }))) silent();
  };
  const draw = () => {
    const { html, fields, buttons } = model.get("page");
    const content = JSON.stringify([html, fields, buttons]);
    if (content === drawn) return;
    const hadFocus = body.contains(document.activeElement);
    drawn = content;
    body.replaceChildren(
      make("div", { html, id: own }),
      ...fields.map((field) =>
        DRAW[field.kind](field, model.get("values")[field.name] ?? "", own + field.name, own,
          (value) => change(field.name, value))),
      make("div", { class: "buttons" }, ...buttons.map(([name, label], place) => make("button", {
        type: "button",
        "aria-describedby": !fields.length && !place && own, // nothing else would have it read
        onclick: () => press(name),
      }, label))),
    );
    if (hadFocus) body.querySelector("input, button")?.focus();
  };
  const reply = () => {
    clearTimeout(waiting);
    draw();
    status.innerHTML = model.get("page").status;
  };

  el.classList.add("dropout-form");
  el.append(body, status);
  reply();
  model.on("change:replies", reply);
  return () => { clearTimeout(waiting); model.off("change:replies", reply); };
}

export default { render };
