// Puts the page together: words, rules, worker, and one screen at a time by the address after #.
import { say, language, choose } from "./words.js";
import { h, tag, button, notice } from "./view.js";
import { all, get, put, note } from "./store.js";
import * as vault from "./vault.js";
import * as rules from "./rules.js";
import * as clock from "./clock.js";
import * as session from "./session.js";
import * as packs from "./pack.js";
import * as handset from "./handset.js";
import * as outbox from "./outbox.js";
import { door } from "./door.js";
import { home } from "./home.js";
import { parcels, samples, screening } from "./parcels.js";
import { capture, start } from "./capture.js";
import { queue, entry } from "./queue.js";
import { settings } from "./settings.js";
import { weighIn, receive, trips } from "./scale.js";

const place = document.querySelector("#app");
export const isScale = location.pathname.startsWith("/scale");
const SCREENS = {
  home, parcels, samples, queue, settings, trips, in: weighIn, capture, screening, entry, receive, start };
const MENU = isScale ? ["home", "in", "trips", "queue", "settings"] : ["home", "parcels", "samples", "queue", "settings"];
let drawing = 0;
let waitingWorker = null;
let drawnState;
let offlineSince = null;

export const go = (address) => {
  if (location.hash === "#" + address) { show(); } else { location.hash = address; }
};

function bar(stuck, waiting) {
  offlineSince = navigator.onLine ? null : offlineSince || clock.text(clock.now());
  const net = offlineSince ? tag("grey", "○", say("offlineSince", offlineSince.slice(11, 16))) : tag("good", "●", say("online"));
  return h("header", { class: "bar" },
    h("span", { class: "brand" }, h("img", { src: "/field/icon.svg", alt: "", width: 32, height: 32 }),
      h("strong", {}, say(isScale ? "scaleName" : "fieldName"))),
    h("span", { class: "net" }, net, " ",
      stuck ? tag("bad", "!", say("stuckCount", stuck)) : waiting ? tag("plain", "↑", say("waitingCount", waiting)) : null));
}

const menu = (name) => h("nav", { class: "foot-menu", "aria-label": say("menu") }, MENU.map((one) =>
  h("a", { href: "#" + one, "aria-current": one === name ? "page" : null }, say("menu " + one))));

// Draws the screen of the address; what is asked for later is drawn later, whatever answers first.
export async function show() {
  if (handset.hasForgotten) { return leave(); }
  const turn = drawing += 1;
  document.documentElement.removeAttribute("data-ready");
  const [name, ...parts] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const isIn = vault.isOpen();
  const screen = isIn && SCREENS[name] ? name : isIn ? "home" : "door";
  const list = isIn ? await outbox.rows() : [];
  drawnState = stateOf(list);
  const content = screen === "door" ? await door(show) : await SCREENS[screen](...parts);
  if (!content || turn !== drawing) { return; }
  document.title = `${content.title} · ${say(isScale ? "scaleName" : "fieldName")}`;
  const heading = h("h1", { tabindex: "-1" }, content.title);
  place.replaceChildren(
    h("a", { class: "skip", href: "#main" }, say("skip")),
    bar(list.filter(outbox.isStuck).length, list.filter(outbox.isWaiting).length),
    h("main", { id: "main" }, heading, content.lead ? h("p", { class: "lead" }, content.lead) : null, banner(), ...content.body),
    isIn ? menu(name) : "");
  document.documentElement.setAttribute("data-screen", screen);
  document.documentElement.setAttribute("data-ready", String(turn));
  if (turn > 1) { heading.focus({ preventScroll: true }); window.scrollTo(0, 0); }
}

// Nothing is kept any more, and nothing is done any more.
function leave() {
  const { title, lead } = handset.farewell();
  document.title = title;
  place.replaceChildren(h("main", { id: "main" }, h("h1", { tabindex: "-1" }, title), h("p", { class: "lead" }, lead)));
  document.documentElement.setAttribute("data-screen", "forgotten");
  document.documentElement.setAttribute("data-ready", "forgotten");
}

function banner() {
  if (handset.isWithdrawn) { return handset.banner(); }
  if (session.isSignedOut && vault.isOpen()) {
    return notice("warn", say("signedOut"), " ", h("a", { href: "#settings" }, say("signInAgain")));
  }
  return null;
}

// What is drawn anew while records go out or the network comes and goes: the lists of them and the bar, never a form that
// somebody fills in.
const stateOf = (list) => (list.find((row) => location.hash === `#entry/${row.number}`) || {}).state;

async function refresh() {
  if (handset.hasForgotten) { return leave(); }
  const name = document.documentElement.getAttribute("data-screen");
  if (["queue", "home", "samples"].includes(name)) { return show(); }
  const list = vault.isOpen() ? await outbox.rows() : [];
  if (name === "entry" && stateOf(list) !== drawnState) { return show(); }
  const old = place.querySelector(".bar");
  return old && old.replaceWith(bar(list.filter(outbox.isStuck).length, list.filter(outbox.isWaiting).length));
}
outbox.onChange(refresh);

async function work() {
  if (!("serviceWorker" in navigator)) { return; }
  const scope = isScale ? "/scale/" : "/field/";
  const registration = await navigator.serviceWorker.register(scope + "worker.js", { scope });
  const offer = async () => {
    waitingWorker = registration.waiting;
    if (waitingWorker) { await takeOver(); }
  };
  registration.addEventListener("updatefound", () => registration.installing && registration.installing
    .addEventListener("statechange", offer));
  await offer();
  navigator.serviceWorker.ready.then(() => document.documentElement.setAttribute("data-kept", ""));
  let isReloading = !navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isReloading) { isReloading = false; return; }
    location.reload();
  });
}

// A new version waits until no draft is open: form, rules and shell of one record are of one version.
export async function takeOver() {
  const worker = waitingWorker;
  if (!worker || (await all("draft")).length) { return false; }
  worker.postMessage("take-over");
  return true;
}
export const hasUpdate = () => waitingWorker !== null;

export function setLanguage(code) {
  choose(code);
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  show();
}

async function begin() {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.documentElement.className = (await get("meta", "look")) || "";
  await clock.load();
  await session.load();
  await handset.load();
  await Promise.all([rules.load(), work().catch(() => note("no worker"))]);
  window.addEventListener("hashchange", show);
  for (const event of ["online", "offline"]) {
    window.addEventListener(event, () => { if (vault.isOpen()) { outbox.send(); } refresh(); });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && vault.isOpen()) { outbox.send(); }
  });
  await show();
  // Behind its lock, too: a handset that somebody found is not opened any more.
  if (await vault.exists()) { await handset.report(); }
  if (handset.isWithdrawn) { await show(); }
}

// After the device's lock is open.
export async function opened() {
  await packs.load();
  await outbox.tidy();
  if (navigator.storage && navigator.storage.persist) { await put("meta", await navigator.storage.persist(), "persisted"); }
  outbox.send();
  await show();
}

begin().catch((fault) => place.replaceChildren(h("main", { id: "main" },
  h("h1", {}, say("cannotStart")), h("p", {}, String(fault)), button(say("again"), () => location.reload(), "main"))));
