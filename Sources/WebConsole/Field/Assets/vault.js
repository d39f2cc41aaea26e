// Bodies and pictures are sealed with AES-GCM. The key is wrapped twice: by a key made of the six digits, and by a key of
// this browser that cannot be taken out of it. In memory it is not extractable.
import { get, put } from "./store.js";

const ITERATIONS = 600000;
let key = null;

export const isOpen = () => key !== null;
export const exists = async () => (await get("meta", "vault")) !== undefined;
export function close() { key = null; }

async function keyOf(digits, salt, iterations, uses) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(digits), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations }, material, { name: "AES-GCM", length: 256 }, false, uses);
}

async function encrypt(by, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, bytes) };
}

const decrypt = (by, sealed) => crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, by, sealed.data);

export async function create(digits) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const device = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const inner = await encrypt(await keyOf(digits, salt, ITERATIONS, ["encrypt"]), raw);
  const outer = await encrypt(device, inner.data);
  await put("meta", { salt, iterations: ITERATIONS, device, iv: inner.iv, outer, wrong: 0, notBefore: 0 }, "vault");
  key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
}

// Opens with the digits: null when they fit, or how many seconds to wait before the next try. Nothing is ever wiped:
// a record that is lost by guessing is lost all the same.
export async function unlock(digits) {
  const vault = await get("meta", "vault");
  const wait = vault.notBefore - Date.now();
  // A clock that was set back must not lock anybody out for years.
  if (wait > 0 && wait < 3600000) { return Math.ceil(wait / 1000); }
  try {
    const inner = { iv: vault.iv, data: await decrypt(vault.device, vault.outer) };
    const raw = await decrypt(await keyOf(digits, vault.salt, vault.iterations, ["decrypt"]), inner);
    key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    if (vault.wrong) { await put("meta", Object.assign(vault, { wrong: 0, notBefore: 0 }), "vault"); }
    return null;
  } catch (fault) {
    const wrong = vault.wrong + 1;
    const seconds = wrong < 5 ? 0 : Math.min(300, 2 ** (wrong - 3));
    await put("meta", Object.assign(vault, { wrong, notBefore: Date.now() + seconds * 1000 }), "vault");
    return seconds;
  }
}

export const sealBytes = (bytes) => encrypt(key, bytes);
export const openBytes = (sealed) => decrypt(key, sealed);
export const seal = (value) => sealBytes(new TextEncoder().encode(JSON.stringify(value)));
export const unseal = async (sealed) => JSON.parse(new TextDecoder().decode(await openBytes(sealed)));

// What is filled in by itself the next time; sealed, for it names people.
export const remember = async (name, value) => put("meta", await seal(value), name);
export async function remembered(name) {
  const kept = await get("meta", name);
  return kept ? unseal(kept) : "";
}

// A file for another device, under words of its own.
export async function pack(value, words) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const sealed = await encrypt(
    await keyOf(words, salt, ITERATIONS, ["encrypt"]), new TextEncoder().encode(JSON.stringify(value)));
  return JSON.stringify({
    format: "grainledger-queue-1", iterations: ITERATIONS, salt: text(salt), iv: text(sealed.iv), data: text(sealed.data) });
}

export async function unpack(file, words) {
  const parts = JSON.parse(file);
  if (parts.format !== "grainledger-queue-1") { throw new Error("format"); }
  const by = await keyOf(words, bytes(parts.salt), parts.iterations, ["decrypt"]);
  return JSON.parse(new TextDecoder().decode(await decrypt(by, { iv: bytes(parts.iv), data: bytes(parts.data) })));
}

export function text(buffer) {
  let binary = "";
  for (const byte of new Uint8Array(buffer)) { binary += String.fromCharCode(byte); }
  return btoa(binary);
}

export const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
