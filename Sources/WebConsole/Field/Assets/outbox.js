// Records on their way. Each has its key from the moment it is saved; sending it twice stores it once.
//
// waiting → (sending) → sent (pictures on their way) → accepted, or conflict, or refused; withdrawn ends it too.
import { all, get, put, remove, transact, note, uuid, digestOf } from "./store.js";
import { seal, unseal, sealBytes, openBytes, pack as packFile, unpack, text, bytes } from "./vault.js";
import { ask, renew, left, who } from "./session.js";
import * as clock from "./clock.js";
import * as packs from "./pack.js";
import * as handset from "./handset.js";

const MOST = 50;
const KEPT_DAYS = 7;
export const CODE_TAKEN = "GL-R-0201";
const MOVED_ON = "GL-R-0515";
const listeners = new Set();
export const onChange = (listener) => listeners.add(listener);
const changed = () => listeners.forEach((listener) => listener());

const guarded = (body) => (navigator.locks ? navigator.locks.request("grainledger-book", body) : body());

// Saves a record: it is on disk when this returns, and only then. The draft it was made of goes in the same step.
export async function save(entry, draft) {
  return guarded(async () => {
    const known = await transact(["outbox"], "readonly", (store) => store.index("id").get(entry.id));
    if (known) { return known; }
    const last = await transact(["outbox"], "readonly", (store) => store.openKeyCursor(null, "prev"));
    const number = (last ? last.key : 0) + 1;
    const body = entry.build ? entry.build(number) : entry.body;
    const row = {
      number, id: entry.id, aggregate: entry.aggregate, kind: entry.kind, title: entry.title, owner: who ? who.account : "",
      state: "waiting", savedAt: clock.text(clock.now()), doubtful: clock.doubtful(), tries: 0, pictures: entry.pictures || [],
      sealed: await seal(body) };
    const codes = entry.code ? await packs.using(entry.code, entry.title) : null;
    await transact(["outbox", "draft", "pack"], "readwrite", (outbox, drafts, pack) => {
      outbox.add(row);
      if (draft) { drafts.delete(draft); }
      if (codes) { pack.put(codes, "codes"); }
    });
    await note("saved", entry.id);
    changed();
    return row;
  });
}

export const rows = async () => (await all("outbox")).sort((left, right) => left.number - right.number);
export const bodyOf = async (row) => (row.sealed ? unseal(row.sealed) : null);
const isOver = (row) => row.state === "accepted" || row.state === "withdrawn" || row.state === "sent";
export const isStuck = (row) => row.state === "conflict" || row.state === "refused";
export const isWaiting = (row) => row.state === "waiting" || row.state === "sending";

async function update(row, change) {
  Object.assign(row, change);
  await put("outbox", row);
  changed();
}

let failures = 0;
let timer = 0;

let running = null;
let following = null;

// Sends what can be sent, and answers for a round that began after it was asked: what is saved during one round goes out
// in the next. "done", "away", "door"; "busy" when another window is sending, for one sender is enough for a device.
export function send() {
  if (handset.hasForgotten) { return Promise.resolve("done"); }
  if (!running) {
    running = round().finally(() => { running = null; });
    return running;
  }
  following = following || running.then(() => { following = null; return send(); });
  return following;
}

async function round() {
  clearTimeout(timer);
  const outcome = navigator.locks
    ? await navigator.locks.request("grainledger-sender", { ifAvailable: true }, (lock) => (lock ? sendAll() : "busy"))
    : await sendAll();
  if (outcome !== "busy" && outcome !== "away") { await handset.report(); }
  if (handset.hasForgotten) { changed(); return outcome; }
  failures = outcome === "away" ? failures + 1 : 0;
  const usual = outcome === "busy" ? 2000 : 60000;
  const pause = failures ? Math.min(300000, 2000 * 2 ** failures) * (0.75 + Math.random() / 2) : usual;
  timer = setTimeout(send, pause);
  changed();
  return outcome;
}

async function sendAll() {
  if (!(await all("outbox")).some((row) => isWaiting(row) || row.state === "sent")) { return "done"; }
  // A device that knows it has no network does not say that it is sending.
  if (navigator.onLine === false) { return "away"; }
  const door = await renew();
  if (door !== "in") { return door === "out" ? "door" : "away"; }
  for (;;) {
    const batch = heads(await rows());
    if (!batch.length) { break; }
    const outcome = await sendBatch(batch);
    if (outcome !== "done") { return outcome; }
  }
  return sendPictures();
}

// The first unfinished record of each sample or batch: what is stuck holds up its own, and nothing else.
function heads(list) {
  const seen = new Set();
  const batch = [];
  for (const row of list) {
    if (isOver(row) || seen.has(row.aggregate)) { continue; }
    seen.add(row.aggregate);
    if (isWaiting(row) && row.owner === who.account && batch.length < MOST) { batch.push(row); }
  }
  return batch;
}

async function sendBatch(batch) {
  const acts = [];
  for (const row of batch) {
    const body = await settled(row);
    acts.push({ kind: row.kind, key: row.id, occurredAt: body.occurredAt, data: body.data, persons: body.persons });
  }
  await transact(["outbox"], "readwrite", (store) => {
    for (const row of batch) { store.put(Object.assign(row, { state: "sending", tries: row.tries + 1 })); }
  });
  changed();
  const answer = await ask("POST", "/v1/capture", { body: acts, keep: 60000 });
  await note("sent", `${batch.length} ${answer.status}`);
  if (answer.status !== 200) {
    await transact(["outbox"], "readwrite", (store) => {
      for (const row of batch) { store.put(Object.assign(row, { state: "waiting" })); }
    });
    if (answer.status === 401 || answer.status === 403) { left(); return "door"; }
    return "away";
  }
  let isBusy = false;
  const came = clock.text(clock.now());
  await transact(["outbox"], "readwrite", (store) => {
    for (const item of answer.body.items) {
      const row = batch[item.index];
      if (item.status >= 500 || item.status === 429) { isBusy = true; }
      store.put(Object.assign(row, verdict(row, item, came)));
    }
  });
  changed();
  return isBusy ? "away" : "done";
}

function verdict(row, item, at) {
  if (item.status < 300) {
    return {
      state: row.pictures.length ? "sent" : "accepted", record: item.recordId, findings: item.findings, acceptedAt: at,
      replayed: item.replayed };
  }
  if (item.status >= 500 || item.status === 429) { return { state: "waiting" }; }
  const isConflict = item.findings.some((finding) => [CODE_TAKEN, MOVED_ON].includes(finding.code));
  return { state: isConflict ? "conflict" : "refused", problem: item.type, findings: item.findings };
}

// A record saved while the device's clock could not be trusted gets its time when the service has told its own; once it
// may have been sent it is never touched again, since its key stands for its words.
async function settled(row) {
  const body = await unseal(row.sealed);
  if (row.doubtful && row.tries === 0 && body.deviceAt) {
    body.occurredAt = clock.text(body.deviceAt + clock.shift());
    Object.assign(row, { sealed: await seal(body), doubtful: false });
    await put("outbox", row);
  }
  return body;
}

async function sendPictures() {
  for (const row of (await rows()).filter((one) => one.state === "sent" && one.owner === who.account)) {
    for (const digest of row.pictures) {
      const picture = await get("picture", digest);
      if (!picture || picture.isThere) { continue; }
      const answer = await ask("PUT", `/v1/attachments/${digest}`, {
        body: await openBytes(picture.sealed), type: picture.type, keep: 120000 });
      if (answer.status === 401) { left(); return "door"; }
      if (answer.status === 400) { row.isPicturesRefused = true; continue; }
      if (answer.status !== 201 && answer.status !== 204) { return "away"; }
      await put("picture", Object.assign(picture, { isThere: true }));
    }
    await update(row, { state: "accepted" });
  }
  return "done";
}

export async function withdraw(row, words) { await update(row, { state: "withdrawn", words }); }

// The same sample under another label: a record of its own, with a key of its own; the old one stays to be read.
export async function rename(row, code) {
  const body = await unseal(row.sealed);
  const title = row.title.replace(body.data.sample, code);
  body.data.sample = code;
  const build = (number) => {
    if (body.data.fieldRecord) { body.data.fieldRecord.number = number; }
    return body;
  };
  const fresh = await save({
    id: uuid(), aggregate: `sample:${code}`, kind: row.kind, title, pictures: row.pictures, code: code.slice(-14), build });
  // What was recorded of the sample under its old label goes with it.
  for (const other of await rows()) {
    if (other.aggregate !== row.aggregate || other.id === row.id || isOver(other)) { continue; }
    const words = await unseal(other.sealed);
    words.data.sample = code;
    await save({ id: uuid(), aggregate: `sample:${code}`, kind: other.kind, title: other.title, body: words });
    await update(other, { state: "withdrawn", words: code });
  }
  await update(row, { state: "withdrawn", words: code });
  return fresh;
}

// Bodies go a week after they were accepted; the line that says so stays, so that nobody has to wonder.
export async function tidy() {
  const before = clock.text(clock.now() - KEPT_DAYS * 86400000);
  if (clock.doubtful()) { return; }
  for (const row of await rows()) {
    if (row.state !== "accepted" || !row.sealed || row.acceptedAt > before) { continue; }
    for (const digest of row.pictures) { await remove("picture", digest); }
    await put("outbox", Object.assign(row, { sealed: null }));
  }
}

export async function keepPicture(blob, kind) {
  const raw = await blob.arrayBuffer();
  const digest = await digestOf(raw);
  await put("picture", { digest, type: blob.type, kind, bytes: raw.byteLength, sealed: await sealBytes(raw) });
  return digest;
}

export async function picture(digest) {
  const found = await get("picture", digest);
  return found ? new Blob([await openBytes(found.sealed)], { type: found.type }) : null;
}

// Everything that is not accepted, as one file under words of its own; the records stay here as well.
export async function exportFile(words) {
  const items = [];
  for (const row of (await rows()).filter((one) => one.state !== "accepted" && one.state !== "withdrawn" && one.sealed)) {
    const pictures = [];
    for (const digest of row.pictures) {
      const found = await get("picture", digest);
      if (found) { pictures.push({ digest, type: found.type, data: text(await openBytes(found.sealed)) }); }
    }
    items.push({ id: row.id, aggregate: row.aggregate, kind: row.kind, title: row.title, owner: row.owner, body: await unseal(row.sealed), pictures });
  }
  await note("exported", String(items.length));
  return { count: items.length, file: await packFile({ device: await packs.device(), items }, words) };
}

// Takes a file in: what is here already stays as it is. How many were new.
export async function importFile(file, words) {
  const { items } = await unpack(file, words);
  const known = new Set((await rows()).map((row) => row.id));
  let count = 0;
  for (const item of items.filter((one) => !known.has(one.id))) {
    for (const one of item.pictures) {
      await put("picture", { digest: one.digest, type: one.type, sealed: await sealBytes(bytes(one.data)) });
    }
    await save({
      id: item.id, aggregate: item.aggregate, kind: item.kind, title: item.title, body: item.body,
      pictures: item.pictures.map((one) => one.digest) });
    count += 1;
  }
  await note("imported", String(count));
  return count;
}
