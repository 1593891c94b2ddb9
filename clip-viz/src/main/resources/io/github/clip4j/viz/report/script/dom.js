/**
 * An element with attributes and children. Texts become text nodes: no name is ever read as HTML.
 * An attribute that is null or false is left out, one that is a function is an event listener.
 */
function element(name, attributes = {}, ...children) {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      result.addEventListener(key, value);
    } else if (value !== null && value !== false) {
      result.setAttribute(key, value === true ? "" : value);
    }
  }
  result.append(...children.filter((child) => child !== null));
  return result;
}

/** A name from elsewhere, whose direction of writing does not leak into what surrounds it. */
function foreign(text, attributes = {}) {
  return element("bdi", attributes, text);
}

function byId(id) {
  return document.getElementById(id);
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Milliseconds of an animation. */
function pace(milliseconds) {
  return calm() ? 0 : milliseconds;
}

const NONE = "–";

function fixed(value, digits) {
  return value === null || value === undefined ? NONE : value.toFixed(digits).replace("-", "−");
}

function percent(share) {
  return share === null ? NONE : `${(100 * share).toFixed(1)} %`;
}

function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
