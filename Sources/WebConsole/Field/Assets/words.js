// The words of this page; WORDS stands before this text when it is served, from the server's own catalog.
let code = localStorage.getItem("language") || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");

export const language = () => code;

export function choose(wanted) {
  code = wanted;
  localStorage.setItem("language", wanted);
}

// A phrase; {0}, {1} stand for the values.
export function say(key, ...values) {
  const text = WORDS[code][key];
  if (text === undefined) { throw new Error(`no words for ${key}`); }
  return text.replace(/\{(\d)\}/g, (place, at) => (values[at] === undefined ? "" : values[at]));
}

// What the service says of a record, in the reader's language.
export const words = (finding) => finding[code] || finding.message;
