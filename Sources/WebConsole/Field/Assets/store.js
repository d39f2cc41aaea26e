// Everything the device keeps, in one IndexedDB. A write counts when the disk has it (durability: strict).
const NAME = "grainledger-field";
const STORES = [
  ["meta", {}], ["pack", {}], ["draft", { keyPath: "id" }], ["outbox", { keyPath: "number" }],
  ["picture", { keyPath: "digest" }], ["log", { autoIncrement: true }],
];
let opening = null;

function open() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const [name, options] of STORES) { request.result.createObjectStore(name, options); }
        request.transaction.objectStore("outbox").createIndex("id", "id", { unique: true });
      };
      request.onsuccess = () => {
        // Another window erases everything: this one lets go of it.
        request.result.onversionchange = () => { request.result.close(); opening = null; };
        resolve(request.result);
      };
      request.onerror = () => { opening = null; reject(request.error); };
    });
  }
  return opening;
}

// Runs body(objectStore…) in one transaction; the answer is its request's result, after the disk has everything.
export async function transact(names, mode, body) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    const request = body(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(request ? request.result : undefined);
    transaction.onerror = transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

export const get = (name, key) => transact([name], "readonly", (store) => store.get(key));
export const all = (name) => transact([name], "readonly", (store) => store.getAll());
export const keys = (name) => transact([name], "readonly", (store) => store.getAllKeys());
export const put = (name, value, key) => transact([name], "readwrite", (store) => store.put(value, key));
export const remove = (name, key) => transact([name], "readwrite", (store) => store.delete(key));

// What was drawn first under a key: one transaction, so that two windows keep the same.
export async function drawn(key, fresh) {
  const kept = await transact(["meta"], "readwrite", (store) => {
    const found = store.get(key);
    found.onsuccess = () => { if (found.result === undefined) { store.put(fresh, key); } };
    return found;
  });
  return kept === undefined ? fresh : kept;
}

// Erases all of it, for good.
export async function erase() {
  (await open()).close();
  opening = null;
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

// The last two thousand steps, to be exported when something went wrong; no names and no bodies.
export async function note(step, detail) {
  await transact(["log"], "readwrite", (store) => {
    store.add({ at: new Date().toISOString(), step, detail: detail || "" }).onsuccess = (event) => {
      store.delete(IDBKeyRange.upperBound(event.target.result - 2000));
    };
  });
}

export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

export const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
export const digestOf = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
