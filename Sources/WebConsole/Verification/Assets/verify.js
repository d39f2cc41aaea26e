// Verifies a dossier here: the file goes to a WebAssembly module that was compiled from the server's own source, and no further.
const zh = (navigator.language || "zh").toLowerCase().startsWith("zh");
let language = zh ? "zh" : "en";
let report = null;
let files = { dossier: null, policy: null };

const say = (word, ...values) => values.reduce((text, value, at) => text.replace(`{${at}}`, value), WORDS[language][word]);

// An element with its children; text is text and never markup.
function make(tag, members = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(members)) {
    if (name === "on") { for (const [event, action] of Object.entries(value)) { element.addEventListener(event, action); } }
    else if (value !== null && value !== false) { element.setAttribute(name, value); }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

async function moduleBytes() {
  if (globalThis.EVIDENCE) { return Uint8Array.from(atob(globalThis.EVIDENCE), (letter) => letter.charCodeAt(0)); }
  const answer = await fetch("/verify/evidence.wasm");
  if (!answer.ok) { throw new Error("no module"); }
  return new Uint8Array(await answer.arrayBuffer());
}

// A module of its own for every dossier: what one leaves in memory is not there for the next.
async function verify(dossier, policy) {
  const module = (await WebAssembly.instantiate(await moduleBytes(), {})).instance.exports;
  const kinds = new TextEncoder().encode(KINDS.join("\n"));
  const parts = [dossier, policy, kinds];
  const place = module.room(parts.reduce((sum, part) => sum + part.length, 0));
  let at = place;
  for (const part of parts) { new Uint8Array(module.memory.buffer, at, part.length).set(part); at += part.length; }
  const length = module.verify(...parts.map((part) => part.length));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from({ length }, (_, place) => module.answer(place))));
}

const SEALS = [
  ["sealFiles", /^GL-E-010/], ["sealRecords", /^GL-E-012/], ["sealProofs", /^GL-E-013/], ["sealCheckpoint", /^GL-E-011/],
  ["sealNames", /^GL-E-014/], ["sealStreams", /^GL-E-015/],
];

const fact = (word, ...values) => values.length ? make("div", {}, make("dt", {}, say(word)), make("dd", {}, ...values)) : null;
const code = (text) => make("span", { class: "code" }, text);
const lines = (values) => values.map((value) => make("div", {}, value));

function seals() {
  const items = SEALS.map(([word, form]) => {
    const holds = !report.faults.some((fault) => form.test(fault.code));
    return make("li", { class: holds ? "seal good" : "seal bad" },
      make("span", { class: "mark", "aria-hidden": "true" }, holds ? "✓" : "✗"),
      make("span", {}, say(word), " ", make("strong", {}, say(holds ? "sealGood" : "sealBad"))));
  });
  return make("section", {}, make("h2", {}, say("seals")), make("ol", { class: "seals" }, ...items));
}

function faultTable() {
  if (!report.faults.length) { return null; }
  const head = make("tr", {}, ...["faultCode", "faultRecord", "faultPlace", "faultWords"].map((word) => make("th", { scope: "col" }, say(word))));
  const cell = (word, content) => make("td", { "data-head": say(word) }, content);
  const rows = report.faults.map((fault) => make("tr", {}, cell("faultCode", code(fault.code)), cell("faultRecord", code(fault.record || "—")),
    cell("faultPlace", code([fault.subject, fault.detail].filter(Boolean).join(" "))), cell("faultWords", fault[language])));
  return make("section", {}, make("h2", {}, say("faultTable")), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("faultTable") },
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows))));
}

function facts() {
  const log = report.checkpoint;
  const time = (seconds) => new Date(seconds * 1000).toISOString().replace(".000", "");
  const witnesses = report.cosigners.map((one) => make("div", {}, code(one.name), one.time ? ` ${time(one.time)}` : ""));
  return make("section", {}, make("h2", {}, say("facts")), make("dl", { class: "facts" },
    log ? fact("origin", code(log.origin)) : null, log ? fact("leaves", String(log.size)) : null, log ? fact("root", code(log.root)) : null,
    fact("keys", ...lines(report.logKeys.map(code))), fact("cosigners", ...(witnesses.length ? witnesses : [say("noCosigners")])),
    fact("batches", ...report.streams.map((stream) => make("div", {}, code(stream.subject), ` ${say("recordCount", stream.count)}`)))));
}

function notChecked() {
  const words = [report.policy === "carried" ? "notKeys" : null, report.isCountedOverLog ? null : "notEnd", "notTruth"].filter(Boolean);
  return make("section", {}, make("h2", {}, say("notChecked")),
    report.policy === "given" ? make("p", {}, say("given")) : null, make("ul", {}, ...words.map((word) => make("li", {}, say(word)))));
}

function outcome() {
  if (!report) { return []; }
  for (const word of ["checking", "unreadable", "policyUnreadable", "noModule"]) {
    if (report[word]) { return [make("p", { class: word === "checking" ? "notice" : "notice bad" }, say(word))]; }
  }
  const good = !report.faults.length;
  const title = good ? say("good") : say("faults", report.faults.length);
  return [make("div", { class: good ? "notice good" : "notice bad" }, make("strong", {}, title), make("p", {}, say("summary", report.records.length, report.streams.length))),
    faultTable(), seals(), facts(), notChecked()].filter(Boolean);
}

// The inputs outlive a drawing: a browser forgets what was chosen in one that is made anew.
const inputs = Object.fromEntries([["dossier", ".zip,application/zip"], ["policy", null]].map(([name, accept]) => [name,
  make("input", { type: "file", id: name, accept, "aria-describedby": `${name}-hint`, on: { change: (event) => take(name, event.target.files[0]) } })]));

function field(name) {
  const dropped = files[name] && files[name] !== inputs[name].files[0];
  return make("div", { class: "field" }, make("label", { for: name }, say(name)), make("p", { class: "hint", id: `${name}-hint` }, say(`${name}Hint`)),
    inputs[name], dropped ? make("p", { class: "code given" }, files[name].name) : null);
}

function draw() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("name");
  const turn = () => { language = language === "zh" ? "en" : "zh"; draw(); };
  document.getElementById("app").replaceChildren(
    make("header", { class: "bar" }, make("strong", {}, "粮迹台账 GrainLedger"),
      make("button", { type: "button", id: "language", lang: language === "zh" ? "en" : "zh-CN", on: { click: turn } }, say("otherLanguage"))),
    make("main", {}, make("h1", {}, say("name")), make("p", { class: "lead" }, say("lead")),
      make("div", { class: "drop", on: { dragover: (event) => event.preventDefault(), drop: (event) => { event.preventDefault(); take("dossier", event.dataTransfer.files[0]); } } },
        field("dossier"), field("policy")),
      make("div", { id: "outcome", "aria-live": "polite" }, ...outcome()),
      globalThis.EVIDENCE ? null : make("p", { class: "keep" }, make("a", { href: "/verify/grainledger-verify.html", download: "" }, say("keep")), make("span", { class: "hint" }, say("keepHint")))));
}

async function take(name, file) {
  if (!file) { return; }
  files[name] = file;
  if (!files.dossier) { return draw(); }
  report = { checking: true };
  draw();
  document.documentElement.removeAttribute("data-verified");
  const read = async (one) => one ? new Uint8Array(await one.arrayBuffer()) : new Uint8Array();
  try {
    report = await verify(await read(files.dossier), await read(files.policy));
  } catch (fault) {
    report = fault.message === "no module" ? { noModule: true } : { unreadable: true };
  }
  draw();
  document.documentElement.setAttribute("data-verified", "");
}

draw();
