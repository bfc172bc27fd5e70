// Making and changing elements.

const SVG = "http://www.w3.org/2000/svg";

function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  change(element, attributes);
  element.append(...children);
  return element;
}

// Set attributes; what has the value already is left alone, or the browser would draw it again.
function change(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
  return element;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const percent = (share) => (share > 0 && share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`);
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

const total = (values) => values.reduce((sum, value) => sum + value, 0);
const mean = (values) => total(values) / values.length;
const strongest = (values) => values.indexOf(Math.max(...values));
const minus = (text) => String(text).replaceAll("-", "−");
