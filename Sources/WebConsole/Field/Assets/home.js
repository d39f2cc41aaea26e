// Before leaving: six lamps, each with what to do about it.
import { say } from "./words.js";
import { h, tag, doing, button, notice } from "./view.js";
import { get } from "./store.js";
import * as clock from "./clock.js";
import * as rules from "./rules.js";
import * as packs from "./pack.js";
import * as session from "./session.js";
import * as outbox from "./outbox.js";
import { show, isScale, hasUpdate } from "./main.js";

const DAY = 86400000;

async function lamps() {
  const pack = packs.current();
  const estimate = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : null;
  const free = estimate ? Math.round((estimate.quota - estimate.usage) / 1048576) : null;
  const shift = Math.round(clock.shift() / 60000);
  const off = Math.abs(shift);
  const entered = (await get("meta", "entered")) || 0;
  const isOld = !pack || clock.now() - Date.parse(pack.at) > 3 * DAY;
  return [
    [pack && !isOld ? "good" : pack ? "grey" : "bad", "lampPack", pack ? say("packAt", pack.parcels.length, clock.short(pack.at)) : say("packNone")],
    [packs.spare() >= packs.RESERVE ? "good" : packs.spare() ? "grey" : "bad", "lampCodes", say("codesSpare", packs.spare())],
    [rules.isThere() ? "good" : "bad", "lampRules", rules.isThere() ? say("rulesThere", rules.digest.slice(0, 8)) : say("rulesNone")],
    [free !== null && free < 300 ? "grey" : "good", "lampStorage",
      (free === null ? say("storageUnknown") : say("storageFree", free)) + ((await get("meta", "persisted")) ? "" : say("storageLoose"))],
    [clock.doubtful() ? "bad" : off > 2 ? "grey" : "good", "lampClock",
      clock.doubtful() ? say("clockDoubtful") : off > 2 ? say("clockShifted", off, say(shift > 0 ? "slow" : "fast")) : say("clockGood")],
    [session.isSignedOut ? "bad" : clock.now() - entered > 3 * DAY ? "grey" : "good", "lampLogin",
      session.isSignedOut ? say("loginGone") : say("loginAs", session.who ? session.who.name : "")],
  ];
}

// Where to go about a lamp that is not green; else the pack is fetched.
const PLACES = { lampStorage: ["#queue", "menu queue"], lampLogin: ["#settings", "signInAgain"] };

// What is grey without anything to be done about it now.
const LASTING = ["lampClock", "lampLogin"];
const SHAPES = { good: "✔", grey: "◐", bad: "✘" };

export async function home() {
  const list = await lamps();
  const rows = await outbox.rows();
  const said = h("div", { "aria-live": "polite" });
  const fetchAll = async () => {
    const tell = (words, look = "bad") => said.replaceChildren(notice(look, say(words)));
    const door = await session.renew();
    if (door !== "in") { return tell(door === "out" ? "signedOut" : "noNetwork"); }
    tell("packComing", "");
    await session.learnTime();
    if (!rules.isThere()) { await rules.load(); }
    return (await packs.fetchPack()) ? show() : tell("packFailed");
  };
  const load = (look) => doing(say(packs.current() ? "packAgain" : "packLoad"), fetchAll, look);
  const remedy = ([href, words] = []) => (href ? h("a", { class: "button", href }, say(words)) : load());
  const isReady = list.every((lamp) => lamp[0] !== "bad");
  return {
    title: say("homeTitle"), lead: say(isReady ? "homeReady" : "homeNotReady"),
    body: [
      h("ul", { class: "lamps" }, list.map(([look, name, words]) =>
        h("li", { class: `lamp ${look}` }, h("span", { class: "shape", "aria-hidden": "true" }, SHAPES[look]),
          h("span", {}, h("strong", {}, say(name)), h("small", {}, words)), h("span", { class: "unseen" }, say("lamp " + look)),
          look === "bad" || (look === "grey" && !LASTING.includes(name)) ? remedy(PLACES[name]) : null))),
      said, h("p", { class: "actions" }, load("main"), " ",
        button(say(isScale ? "menu in" : "toParcels"), () => { location.hash = isScale ? "in" : "parcels"; })),
      hasUpdate() ? notice("", say("updateWaits")) : null,
      h("h2", {}, say("today")),
      h("ul", { class: "tally" }, [["waiting", rows.filter(outbox.isWaiting).length], ["stuck", rows.filter(outbox.isStuck).length],
        ["accepted", rows.filter((row) => row.state === "accepted" || row.state === "sent").length]]
        .map(([name, count]) => h("li", {}, h("a", { href: "#queue" }, h("strong", {}, String(count)), h("span", {}, say("tally " + name)))))),
    ] };
}
