// Makes elements. Text is always text: nothing here ever reads markup.
import { say } from "./words.js";

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) { continue; }
    if (name.startsWith("on")) { element.addEventListener(name.slice(2), value); }
    else if (name === "value") { element.value = value; }
    else { element.setAttribute(name, value === true ? "" : value); }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
export function drawing(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) { element.setAttribute(name, value); }
  element.append(...children);
  return element;
}

export const tag = (look, shape, words) =>
  h("span", { class: `tag tag-${look}` }, h("span", { "aria-hidden": "true" }, shape), " ", words);

const CLASSES = { A: "✔", B: "▲", C: "◆", D: "■", pending: "○" };
export const classTag = (grade) => tag(grade || "pending", CLASSES[grade || "pending"], say("class " + (grade || "pending")));

const STATES = {
  draft: ["plain", "✎"], waiting: ["plain", "↑"], sending: ["plain", "↑"], sent: ["grey", "◔"], accepted: ["good", "✔"],
  conflict: ["bad", "!"], refused: ["bad", "✘"], door: ["grey", "⚿"], withdrawn: ["done", "☑"],
};
export const stateTag = (state) => tag(STATES[state][0], STATES[state][1], say("state " + state));

export const notice = (look, ...content) =>
  h("div", { class: `notice ${look}`, role: look === "bad" ? "alert" : "status" }, ...content);

export const button = (words, onclick, look, more) =>
  h("button", Object.assign({ type: "button", class: look || "", onclick }, more || {}), words);

// A button that works once at a time: who taps twice has tapped once.
export function doing(words, act, look) {
  const element = button(words, async () => {
    if (element.disabled) { return; }
    element.disabled = true;
    try { await act(); } finally { element.disabled = false; }
  }, look);
  return element;
}

let counter = 0;
// A labelled field; `hint` stands under the label, `unit` behind the input, and said() shows a word or a fault beneath.
export function field(label, attributes, options) {
  const { hint, unit, optional } = options || {};
  const id = `f${counter += 1}`;
  const input = h((options && options.tag) || "input", Object.assign({ id, autocomplete: "off" }, attributes));
  const word = h("p", { class: "said", id: `${id}w`, "aria-live": "polite" });
  input.setAttribute("aria-describedby", `${id}h ${id}w`);
  const element = h("div", { class: "field" },
    h("label", { for: id }, label, optional ? h("span", { class: "optional" }, " " + say("optional")) : null),
    h("p", { class: "hint", id: `${id}h` }, hint || ""),
    h("div", { class: "with-unit" }, input, unit || null), word);
  const said = (text, look) => {
    word.textContent = text || "";
    word.className = `said ${look || ""}`;
    input.setAttribute("aria-invalid", look === "bad" && text ? "true" : "false");
  };
  return { element, input, said };
}

// Two or three keys of which one is down.
export function keys(label, choices, chosen, onchange) {
  const name = `k${counter += 1}`;
  return h("fieldset", { class: "keys" }, h("legend", { class: "unseen" }, label),
    choices.map(([value, words]) => h("label", {},
      h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchange(value) }), h("span", {}, words))));
}

export const facts = (pairs) => h("dl", { class: "facts" },
  pairs.filter((pair) => pair[1] !== null && pair[1] !== undefined && pair[1] !== "")
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));

export const mu = (metres) => (metres * 15 / 10000).toFixed(1);
// Whole grams in kilograms, exact, in groups of three: 12 345.5.
export function kilograms(grams) {
  const [whole, part] = (Math.abs(grams) / 1000).toFixed(3).split(".");
  const fraction = part.replace(/0+$/, "");
  return (grams < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (fraction ? "." + fraction : "");
}
