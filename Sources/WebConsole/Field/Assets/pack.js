// What a day offline needs: parcels, bins, scales, open trips, and a block of codes. Sealed like everything else.
import { drawn, get, put, transact, note } from "./store.js";
import { seal, unseal } from "./vault.js";
import { ask, who } from "./session.js";
import * as clock from "./clock.js";

export const RESERVE = 40;
let pack = null;
let codes = null;

export async function load() {
  const sealed = await get("pack", "pack");
  pack = sealed ? await unseal(sealed) : null;
  const block = await get("pack", "codes");
  codes = block ? await unseal(block) : { list: [], used: {} };
}

export const current = () => pack;

const fresh = () => "D" + crypto.getRandomValues(new Uint32Array(1))[0].toString(36).toUpperCase().padStart(7, "0");
export const device = () => drawn("device", fresh());
export const rename = () => put("meta", fresh(), "device");

async function list(resource) {
  const items = [];
  let cursor = "";
  do {
    const answer = await ask("GET", `/v1/${resource}?limit=500${cursor}`);
    if (answer.status !== 200) { return null; }
    items.push(...answer.body.items);
    cursor = answer.body.next ? `&cursor=${encodeURIComponent(answer.body.next)}` : "";
  } while (cursor);
  return items;
}

const RESOURCES = { field: ["parcels"], scale: ["parcels", "bins", "scales", "manifests"] };

// Fetches everything anew; false when something did not come, and then the old pack stays.
export async function fetchPack() {
  const fresh = { at: clock.text(clock.now()), account: who.account, season: season(clock.now()) };
  for (const resource of new Set([...RESOURCES.field, ...(isWeigher() ? RESOURCES.scale : [])])) {
    fresh[resource] = await list(resource);
    if (!fresh[resource]) { return false; }
  }
  await put("pack", await seal(fresh), "pack");
  pack = fresh;
  await note("pack", String(fresh.parcels.length));
  return spare() >= RESERVE || fetchCodes();
}

async function fetchCodes() {
  const answer = await ask("POST", "/v1/code-blocks", { body: { device: await device() } });
  if (answer.status !== 201) { return false; }
  codes.list = codes.list.filter((one) => one.until > clock.text(clock.now()) || codes.used[one.code])
    .concat(answer.body.codes.map((code) => ({ code, until: answer.body.until })));
  await put("pack", await seal(codes), "codes");
  await note("codes", answer.body.block);
  return true;
}

export const isWeigher = () => !!who && ["weigher", "keeper", "granary-manager"].includes(who.role);
export const season = (moment) => {
  const day = clock.text(moment);
  return `${day.slice(0, 4)}-${Number(day.slice(5, 7)) <= 8 ? "early" : "late"}`;
};

const free = () => codes.list.filter((one) => !codes.used[one.code] && one.until > clock.text(clock.now()));
export const spare = () => (codes ? free().length : 0);
export const next = () => (free()[0] || {}).code || null;
export const usedFor = (code) => codes.used[code] || null;

// The sealed block with one code more in use, to be written with what uses it.
export async function using(code, what) {
  codes.used[code] = { at: clock.text(clock.now()), what };
  return seal(codes);
}

export const samplesOf = (parcel) => (parcel.samples || {})[pack.season] || [];

export async function forget() {
  await transact(["pack"], "readwrite", (store) => store.delete("pack"));
  pack = null;
}
