// This handset says that it is there and what it keeps, and learns whether it was withdrawn: then it hands in all, and forgets it.
import { say } from "./words.js";
import { h, notice } from "./view.js";
import { all, drawn, get, put, erase, note } from "./store.js";
import * as packs from "./pack.js";
import { ask, renew } from "./session.js";
import { isOpen } from "./vault.js";

const PAUSE = 600000;
let reportedAt = 0;
let reported = "";
export let isWithdrawn = false;
export let hasForgotten = false;

export async function load() { isWithdrawn = !!(await get("meta", "withdrawn")); }

const isKept = (row) => row.state !== "accepted" && row.state !== "withdrawn";

// At once when something changed or somebody asks, and every ten minutes.
export async function report(isAsked) {
  const [rows, drafts] = await Promise.all([all("outbox"), all("draft")]);
  if (isOpen()) { await put("meta", packs.spare(), "codes"); }
  const body = { waiting: rows.filter(isKept).length + drafts.length, codes: (await get("meta", "codes")) || 0 };
  const words = JSON.stringify(body);
  if (!isAsked && !isWithdrawn && words === reported && Date.now() - reportedAt < PAUSE) { return; }
  const door = await renew();
  if (door === "away") { return; }
  const name = await packs.device();
  body.secret = await secret();
  let answer = door === "in" ? await ask("PUT", `/v1/handsets/${name}`, { body }) : null;
  if (!answer || answer.status !== 200) {
    // Not heard, and told all the same; a name of another is given up.
    const isOfAnother = answer && answer.status === 403 && JSON.stringify(answer.body).includes("GL-I-0618");
    answer = await ask("GET", `/v1/handsets/${name}/standing`);
    if (isOfAnother && answer.status === 200 && !answer.body.isWithdrawn) { return packs.rename(); }
  }
  if (answer.status !== 200) { return; }
  [reported, reportedAt] = [words, Date.now()];
  if (!answer.body.isWithdrawn) { return; }
  if (!isWithdrawn) {
    isWithdrawn = true;
    await put("meta", true, "withdrawn");
    await note("withdrawn", name);
  }
  if (!body.waiting) { await forget(name, body.secret); }
}

// What the name is this handset's own by.
const secret = () => drawn("secret", btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));

// Erases everything that is kept here, and says so once it is done: whoever is told "forgotten" can rely on it.
async function forget(name, secret) {
  await erase();
  localStorage.clear();
  for (const cache of await caches.keys()) { await caches.delete(cache); }
  if (navigator.serviceWorker) {
    for (const registration of await navigator.serviceWorker.getRegistrations()) { await registration.unregister(); }
  }
  hasForgotten = true;
  await ask("PUT", `/v1/handsets/${name}`, { body: { waiting: 0, codes: 0, secret, forgotten: true } });
}

// What stands above each page while something is still to be handed in.
export const banner = () => (isWithdrawn ? notice("bad", h("strong", {}, say("withdrawnTitle")), " ", say("withdrawnWhy"), " ",
  h("a", { href: "#queue" }, say("menu queue"))) : null);

// The page that is left.
export const farewell = () => ({ title: say("forgottenTitle"), lead: say("forgottenLead"), body: [] });
