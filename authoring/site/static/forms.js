// Questions and predictions: a form draws itself as in a notebook, and what Python would say to an
// answer lies beside it. A prediction is kept in this browser until its measurement is reached.

const KEPT = "dropout-course-predictions";
const SEPARATOR = "|";
const LONGEST = 40; // of an answer that is no answer, when it is repeated

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(name, believed) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [name]: believed }));
  } catch {
    // A browser that keeps nothing still answers on this page.
  }
}

const besides = (place) => JSON.parse(place.nextElementSibling.textContent);

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

// As Python reads numbers: 0.25, 0,25, 25 %, 1/4, 1,000.
function number(text) {
  const whole = /^[1-9]\d{0,2}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text;
  const plain = whole.replaceAll(",", ".").replaceAll("\u2212", "-").replaceAll(" ", "");
  const [above, below] = plain.replace(/%$/, "").split(/\/(.*)/s);
  const value = (part) => (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part) ? Number(part) : NaN);
  return (value(above) / value(below || "1")) / (plain.endsWith("%") ? 100 : 1);
}

function judged({ ranges, otherwise, refused }, text) {
  const value = number(text);
  if (!Number.isFinite(value)) return refused;
  return ranges.find(([low, high]) => low <= value && value <= high)?.[2] ?? otherwise;
}

function compare(name, believed) {
  for (const place of document.querySelectorAll(`[data-measured="${name}"]`)) {
    const { said, answers } = besides(place);
    if (believed in answers) place.innerHTML = said[answers[believed]];
  }
}

async function answerFor(place, form) {
  const content = besides(place);
  const { fields } = content.page;
  const isPrediction = fields.length > 1;
  const name = place.dataset.form;
  const read = (values) => fields.map((field) => (values[field.name] ?? "").trim()).join(SEPARATOR);
  const say = (answer) => {
    if (content.ranges) return judged(content, answer);
    return content.said[content.answers[answer]] ?? "";
  };
  const written = (answer) => say(answer).replaceAll("{answer}", escaped(answer.slice(0, LONGEST)));

  const before = isPrediction ? kept()[name] : undefined;
  const model = new Model({ page: content.page, values: {}, replies: 0 });
  if (before in (content.answers ?? {})) {
    const parts = before.split(SEPARATOR);
    model.state.values = Object.fromEntries(fields.map((field, index) => [field.name, parts[index]]));
    model.state.page = { ...content.page, status: written(before) };
    compare(name, before);
  }
  model.send = ({ values }) => {
    const answer = read(values);
    model.state.page = { ...content.page, status: written(answer) };
    model.set("replies", model.get("replies") + 1);
    if (!isPrediction || answer.split(SEPARATOR).includes("")) return;
    keep(name, answer);
    compare(name, answer);
  };
  const el = document.createElement("div");
  await form.render({ model, el });
  place.append(el);
  place.dataset.answers = "true";
}

(async () => {
  const { module, style } = JSON.parse(document.querySelector("#form").textContent);
  addStyle(style);
  const form = await loadModule(module);
  for (const place of document.querySelectorAll("[data-form]")) answerFor(place, form);
})();
