// The rules, compiled from the same Swift that judges on the server. Without them nothing is judged here.
let rules = null;
export let digest = "";
export const isThere = () => rules !== null;

export async function load() {
  try {
    const answer = await fetch("/field/rules.wasm");
    if (!answer.ok) { return; }
    const bytes = await answer.arrayBuffer();
    rules = (await WebAssembly.instantiate(bytes, {})).instance.exports;
    const sum = await crypto.subtle.digest("SHA-256", bytes);
    digest = Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch (fault) { rules = null; }
}

function write(text) {
  const bytes = new TextEncoder().encode(text).slice(0, 4096);
  new Uint8Array(rules.memory.buffer, rules.buffer(), bytes.length).set(bytes);
  return bytes.length;
}

const read = (length) => new TextDecoder().decode(new Uint8Array(rules.memory.buffer, rules.buffer(), length));
const numbers = (count) => Array.from(new BigInt64Array(rules.memory.buffer, rules.buffer(), count), Number);
// Digits and points of a Chinese keyboard count as what they look like.
const plain = (text) => text.trim().replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  .replace(/[\uff0e\u3002]/g, ".").replace(/[,\uff0c\s]/g, "");

// "clear", "grey", "over"; null for what cannot be read, or without rules.
export function screen(text) {
  const at = rules ? rules.screen(write(plain(text))) : -1;
  return at < 0 ? null : ["clear", "grey", "over"][at];
}

// { text } of a good code, or { fault, place }.
export function code(text) {
  if (!rules) { return { fault: "none" }; }
  const answer = rules.code(write(text));
  if (answer > 0) { return { text: read(answer) }; }
  return answer <= -100 ? { fault: "character", place: -100 - answer } : { fault: answer === -1 ? "length" : "check" };
}

// A label as the code of a thing: "W" for a weighing, "B" for a batch, "Y" for a sample.
export function naming(kind, label) {
  const length = rules ? rules.naming(write(kind + label)) : -1;
  return length > 0 ? read(length) : null;
}

// Whole grams; null for what cannot be read.
export function grams(text, unit) {
  const number = plain(text);
  if (!rules || !number) { return null; }
  const answer = Number(rules.mass(write(number), { kg: 0, t: 1, jin: 2 }[unit]));
  return answer < 0 ? null : answer;
}

// { grams, limits } by which two weighings may differ; each is { interval, gross, tare } in grams.
export function tolerance(loading, unloading) {
  if (!rules) { return null; }
  const wide = [loading.interval, loading.gross, loading.tare, unloading.interval, unloading.gross, unloading.tare];
  const answer = Number(rules.tolerance(...wide.map((number) => BigInt(number))));
  return answer < 0 ? null : { grams: answer, limits: numbers(4) };
}

// { points, grams, people }: the least of a field sample.
export function sampling() {
  if (!rules) { return null; }
  const [points, least, people] = numbers(rules.sampling());
  return { points, grams: least, people };
}
