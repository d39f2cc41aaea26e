// The parcels of the pack, nearest first; the samples taken here; and the screening of one.
import { say } from "./words.js";
import { h, field, classTag, doing, notice, facts, mu, tag, button } from "./view.js";
import { all, uuid } from "./store.js";
import * as vault from "./vault.js";
import * as packs from "./pack.js";
import * as outbox from "./outbox.js";
import * as rules from "./rules.js";
import * as clock from "./clock.js";
import { here, metres, centre } from "./place.js";
import { go } from "./main.js";

let position = null;

const seasonName = (season) => say("season " + season.slice(5), season.slice(0, 4));

// { parcel code: code of a sample saved on this device }
async function takenHere() {
  const taken = {};
  for (const row of await outbox.rows()) {
    if (row.kind === "sample-collected" && row.sealed && row.state !== "withdrawn") {
      const { data } = await outbox.bodyOf(row);
      (taken[data.parcel] = taken[data.parcel] || []).push(data.sample);
    }
  }
  return taken;
}

function card(parcel, taken, drafts) {
  const done = packs.samplesOf(parcel).concat(taken[parcel.code] || []);
  const far = position ? metres(position, centre(parcel)) : null;
  const draft = drafts.find((one) => one.parcel === parcel.code);
  return h("li", { class: "card" }, h("a", { href: draft ? `#capture/${draft.id}` : `#start/${parcel.code}` },
    h("span", { class: "card-head" }, h("strong", {}, parcel.village), draft ? tag("plain", "✎", say("state draft"))
      : done.length ? tag("good", "✔", say("taken")) : tag("grey", "○", say("notTaken"))),
    h("span", { class: "code" }, parcel.code),
    h("span", { class: "soft" }, [say("areaMu", mu(parcel.squareMetres)), say("farmland " + parcel.farmlandClass),
      far === null ? null : far < 1000 ? say("farMetres", Math.round(far)) : say("farKilometres", (far / 1000).toFixed(1))]
      .filter(Boolean).join(" · ")),
    done.length ? h("span", { class: "code soft" }, done.slice(-3).join(" ") + (done.length > 3 ? " …" : "")) : null));
}

export async function parcels() {
  const pack = packs.current();
  if (!pack) { return { title: say("menu parcels"), body: [notice("warn", say("packNone")), h("a", { class: "button", href: "#home" }, say("packLoad"))] }; }
  const taken = await takenHere();
  const drafts = [];
  for (const draft of await all("draft")) { drafts.push(await vault.unseal(draft.sealed)); }
  const list = h("ul", { class: "cards" });
  const search = field(say("searchParcel"), { type: "search" });
  const draw = () => {
    const word = search.input.value.trim();
    const far = (parcel) => (position ? metres(position, centre(parcel)) : 0);
    const open = (parcel) => packs.samplesOf(parcel).length + (taken[parcel.code] || []).length > 0;
    const shown = pack.parcels.filter((parcel) => !word || parcel.village.includes(word) || parcel.code.includes(word))
      .sort((left, right) => open(left) - open(right) || far(left) - far(right) || (left.code < right.code ? -1 : 1));
    list.replaceChildren(...shown.slice(0, 100).map((parcel) => card(parcel, taken, drafts)));
    if (!shown.length) { list.replaceChildren(h("li", { class: "empty" }, say("nothingFound"))); }
  };
  search.input.addEventListener("input", draw);
  const locate = doing(say("byDistance"), async () => {
    const found = await here();
    if (found.fault) { return search.said(say("place " + found.fault), "warn"); }
    position = found;
    search.said(say("placeGood", found.accuracy), "good");
    return draw();
  });
  draw();
  return {
    title: say("parcelsTitle"), lead: say("parcelsLead", pack.parcels.length, seasonName(pack.season)),
    body: [h("div", { class: "search" }, search.element, locate), list] };
}

export async function samples() {
  const list = [];
  for (const row of (await outbox.rows()).reverse()) {
    if (row.kind === "sample-collected" && row.sealed && row.state !== "withdrawn") {
      list.push({ row, body: await outbox.bodyOf(row) });
    }
  }
  return {
    title: say("samplesTitle"), lead: say("samplesLead"),
    body: [list.length ? h("ul", { class: "cards" }, list.map(({ row, body }) =>
      h("li", { class: "card" }, h("a", { href: `#screening/${body.data.sample}` },
        h("span", { class: "card-head" }, h("strong", { class: "code" }, body.data.sample), h("span", { class: "go" }, say("screenIt"))),
        h("span", {}, row.title), h("span", { class: "soft" }, say("handOver", left(body.occurredAt)))))))
      : h("p", { class: "empty" }, say("samplesNone"))] };
}

// Hours until the sample has to be at the laboratory (domain.md §6: two days).
const left = (occurredAt) => Math.round((Date.parse(occurredAt) + 48 * 3600000 - clock.now()) / 3600000);

const OUTCOMES = { clear: ["good", "✔"], grey: ["grey", "◐"], over: ["bad", "▲"] };

export async function screening(sample) {
  const verdict = h("div", { class: "verdict", "aria-live": "polite" });
  const instrument = field(say("instrument"), { value: await vault.remembered("instrument") });
  const value = field(say("reading"), { inputmode: "decimal" }, { unit: h("span", { class: "unit" }, "mg/kg"), hint: say("readingHint") });
  const judge = () => {
    const text = value.input.value.trim();
    const outcome = rules.screen(text);
    verdict.replaceChildren();
    value.said("");
    if (!text) { return; }
    if (!outcome) { return value.said(say(rules.isThere() ? "unreadable" : "rulesNone"), "bad"); }
    // Nobody has seen paddy with 5 mg/kg: it is the other unit.
    if (Number(text) >= 5) { value.said(say("likeMicrograms", text, String(Number(text) / 1000)), "warn"); }
    verdict.replaceChildren(tag(...OUTCOMES[outcome], say("screen " + outcome)), h("p", {}, say("screenWhy " + outcome)), h("p", { class: "soft" }, say("screenOnly")));
  };
  value.input.addEventListener("input", judge);
  const save = doing(say("saveHere"), async () => {
    const text = value.input.value.trim();
    if (!rules.screen(text)) { value.said(say(rules.isThere() ? "unreadable" : "rulesNone"), "bad"); return value.input.focus(); }
    await vault.remember("instrument", instrument.input.value);
    const row = await outbox.save({
      id: key, aggregate: `sample:${sample}`, kind: "sample-screened", title: say("screenTitle", sample, text),
      body: { occurredAt: clock.text(clock.now()), deviceAt: Date.now(), persons: {}, data: { sample, item: "Cd", value: text, instrument: instrument.input.value.trim() || "XRF" } } });
    outbox.send();
    return go(`entry/${row.number}`);
  }, "main");
  const key = uuid();
  return {
    title: say("screenHead"), lead: say("screenLead"),
    body: [facts([[say("sample"), h("span", { class: "code" }, sample)]]), instrument.element, value.element, verdict, h("p", { class: "actions" }, save)] };
}
