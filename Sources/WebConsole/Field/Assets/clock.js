// The service's time on this device: its own clock may be hours or decades off.
import { get, put } from "./store.js";

let offset = 0;
let isDoubtful = false;

export async function load() {
  offset = (await get("meta", "offset")) || 0;
  const seen = (await get("meta", "seen")) || 0;
  // A clock that shows less than it has shown was set back, or began anew after the battery was out.
  isDoubtful = Date.now() < seen - 60000;
  if (!isDoubtful) { await put("meta", Date.now(), "seen"); }
}

// Learns what the service's clock shows, from an answer that was asked for and came at these times of the device.
export async function learn(text, asked, came) {
  offset = Date.parse(text) - (asked + came) / 2;
  isDoubtful = false;
  await put("meta", offset, "offset");
  await put("meta", Date.now(), "seen");
}

export const now = () => Date.now() + offset;
export const shift = () => offset;
export const doubtful = () => isDoubtful;

// A moment in China, RFC 3339 to the second.
export function text(moment) {
  return new Date(Math.floor(moment / 1000) * 1000 + 28800000).toISOString().slice(0, 19) + "+08:00";
}

export const short = (rfc) => rfc.slice(0, 16).replace("T", " ");
