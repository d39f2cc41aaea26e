// The weighbridge when the line is cut: trucks in, and trips received against what left, with the tolerance explained.
import { say } from "./words.js";
import { h, field, doing, notice, facts, classTag, kilograms, button, tag } from "./view.js";
import { uuid } from "./store.js";
import * as packs from "./pack.js";
import * as outbox from "./outbox.js";
import * as rules from "./rules.js";
import * as clock from "./clock.js";
import { who } from "./session.js";
import { gauge } from "./indicator.js";
import { go } from "./main.js";

const nothing = () => ({ title: say("menu in"), body: [notice("warn", say("packNone")), h("a", { class: "button", href: "#home" }, say("packLoad"))] });

function choice(label, options, hint) {
  const one = field(label, {}, { tag: "select", hint });
  one.input.append(...options.map(([value, words]) => h("option", { value }, words)));
  return one;
}

const own = (scale) => scale.owner === who.organization;
const scales = () => packs.current().scales.filter(own);
const scaleChoice = () => choice(say("scaleWord"), scales().map((scale) => [scale.code, `${scale.code} (e = ${kilograms(scale.intervalGrams)} ${say("kg")})`]));

// Two weighings with a live reading where an indicator is connected; a typed one says so.
function weighing(changed) {
  const gross = field(say("gross"), { inputmode: "decimal" }, { unit: h("span", { class: "unit" }, say("kg")) });
  const tare = field(say("tare"), { inputmode: "decimal" }, { unit: h("span", { class: "unit" }, say("kg")) });
  const net = h("p", { class: "big", "aria-live": "polite" });
  const read = () => {
    const [full, empty] = [gross, tare].map((one) => (one.input.value ? rules.grams(one.input.value, "kg") : null));
    for (const [one, grams] of [[gross, full], [tare, empty]]) {
      one.said(one.input.value && grams === null ? say(rules.isThere() ? "unreadable" : "rulesNone") : "", "bad");
    }
    if (full !== null && empty !== null && full <= empty) { gross.said(say("grossBelowTare", kilograms(full), kilograms(empty)), "bad"); }
    const isGood = full !== null && empty !== null && full > empty;
    net.textContent = isGood ? say("netIs", kilograms(full - empty), (  (full - empty) / 1e6).toFixed(3), kilograms((full - empty) * 2)) : "";
    return isGood ? { gross: full, tare: empty, net: full - empty } : null;
  };
  for (const one of [gross, tare]) { one.input.addEventListener("input", () => changed(read())); }
  const fill = (one) => (grams) => { one.input.value = String(grams / 1000); changed(read()); };
  return {
    read, gross, tare,
    body: [gauge([[say("toGross"), fill(gross)], [say("toTare"), fill(tare)]]), h("div", { class: "pair" }, gross.element, tare.element), net] };
}

// Which bins may take grain of a class, as far as this device knows; the service decides when the record comes.
const USES = { A: ["ordinary"], pending: ["quarantine"], B: ["segregated", "quarantine"], C: ["segregated", "quarantine"], D: ["segregated", "quarantine"] };

function binChoices(grade) {
  return packs.current().bins.filter((bin) => bin.granary === who.organization).map((bin) => ({
    bin, isLegal: USES[grade].includes(bin.use)
      && (bin.use !== "segregated" || Object.keys(bin.content || {}).every((other) => other === grade || !bin.content[other])) }));
}

export async function weighIn() {
  const pack = packs.current();
  if (!pack || !pack.scales) { return nothing(); }
  const label = packs.next();
  const key = uuid();
  const plate = field(say("plate"), { autocapitalize: "characters" });
  const scale = scaleChoice();
  const parcel = field(say("sourceParcel"), { list: "parcels" }, { hint: say("sourceHint") });
  const grade = h("div", { "aria-live": "polite" });
  const bin = choice(say("bin"), []);
  const weights = weighing(() => {});
  const moisture = field(say("moisture"), { inputmode: "decimal" }, { unit: h("span", { class: "unit" }, "%"), optional: true });
  const impurity = field(say("impurity"), { inputmode: "decimal" }, { unit: h("span", { class: "unit" }, "%"), optional: true });
  const witness = field(say("witness"), {});
  const chosen = () => pack.parcels.find((one) => one.code === parcel.input.value.trim());
  const drawBins = () => {
    const source = chosen();
    // What the pack does not know is pending, and goes to a quarantine bin only.
    const known = source ? (source.classes || {})[pack.season] || "pending" : "pending";
    grade.replaceChildren(parcel.input.value ? classTag(known) : "", parcel.input.value && !source ? notice("warn", say("sourceUnknown")) : "");
    bin.input.replaceChildren(...binChoices(known).map(({ bin: one, isLegal }) =>
      h("option", { value: one.code, disabled: !isLegal }, `${one.name} · ${say("use " + one.use)}${isLegal ? "" : ` — ${say("notLegal")}`}`)));
    const first = Array.from(bin.input.options).find((option) => !option.disabled);
    bin.input.value = first ? first.value : "";
  };
  parcel.input.addEventListener("input", drawBins);
  drawBins();
  const save = doing(say("saveHere"), async () => {
    const read = weights.read();
    let fault = null;
    const complain = (one, words) => { one.said(words, "bad"); fault = fault || one; };
    for (const one of [plate, parcel, witness]) { one.said(""); if (!one.input.value.trim()) { complain(one, say("missing")); } }
    if (!read) { complain(weights.gross, say("weightsMissing")); }
    if (!bin.input.value) { complain(bin, say("noLegalBin")); }
    if (fault) { return fault.input.focus(); }
    const ticket = rules.naming("W", label);
    const row = await outbox.save({
      id: key, aggregate: `bin:${bin.input.value}`, kind: "grain-taken-in", title: `${plate.input.value.trim()} ${ticket}`, code: label,
      body: {
        occurredAt: clock.text(clock.now()), deviceAt: Date.now(), persons: { witness: witness.input.value.trim(), keeper: who.name },
        data: {
          ticket, granary: who.organization, scale: scale.input.value, plate: plate.input.value.trim(), grossGrams: read.gross, tareGrams: read.tare,
          netGrams: read.net, moisture: moisture.input.value.trim(), impurity: impurity.input.value.trim(), adjustmentGrams: 0,
          sources: { [parcel.input.value.trim()]: read.net }, bin: bin.input.value, batch: rules.naming("B", label) } } });
    outbox.send();
    return go(`entry/${row.number}`);
  }, "main big");
  return {
    title: say("menu in"), lead: label ? say("ticketNext", rules.naming("W", label) || label) : say("codesNone"),
    body: [
      h("datalist", { id: "parcels" }, pack.parcels.map((one) => h("option", { value: one.code }, one.village))),
      plate.element, scale.element, parcel.element, grade, bin.element, ...weights.body, h("div", { class: "pair" }, moisture.element, impurity.element),
      witness.element, h("p", { class: "actions" }, label ? save : null)] };
}

const open = () => (packs.current().manifests || []).filter((one) =>
  one.consignee === who.organization && (one.state === "departed" || one.state === "arrived"));

export async function trips() {
  if (!packs.current() || !packs.current().manifests) { return nothing(); }
  const list = open();
  return {
    title: say("menu trips"), lead: say("tripsLead"),
    body: [list.length ? h("ul", { class: "cards" }, list.map((trip) => h("li", { class: "card" }, h("a", { href: `#receive/${trip.code}` },
      h("span", { class: "card-head" }, h("strong", { class: "code" }, trip.code), classTag(trip.grainClass)),
      h("span", {}, say("loadedIs", kilograms(trip.loadedGrams))), h("span", { class: "soft" }, clock.short(trip.departedAt))))))
      : h("p", { class: "empty" }, say("tripsNone"))] };
}

function explained(trip, read, scale) {
  const theirs = packs.current().scales.find((one) => one.code === trip.loadingScale);
  const interval = theirs ? theirs.intervalGrams : scale.intervalGrams;
  const tare = trip.loadedTareGrams || read.tare;
  const loading = { interval, gross: trip.loadedGrams + tare, tare };
  const allowed = rules.tolerance(loading, { interval: scale.intervalGrams, gross: read.gross, tare: read.tare });
  if (!allowed) { return { isBeyond: false, shown: notice("warn", say("rulesNone")) }; }
  const difference = read.net - trip.loadedGrams;
  const isBeyond = Math.abs(difference) > allowed.grams;
  return {
    isBeyond, shown: h("div", { class: `notice ${isBeyond ? "bad" : "good"}` },
      h("p", { class: "big" }, tag(isBeyond ? "bad" : "good", isBeyond ? "✘" : "✔", say(isBeyond ? "beyond" : "within")), " ",
        say("differenceIs", kilograms(difference), kilograms(allowed.grams))),
      h("details", {}, h("summary", {}, say("howComputed")),
        h("p", {}, say("toleranceWhy", ...allowed.limits.map((one) => kilograms(one)), kilograms(allowed.grams))),
        theirs ? null : h("p", { class: "soft" }, say("intervalGuessed", kilograms(interval))))) };
}

export async function receive(code) {
  const trip = packs.current() ? open().find((one) => one.code === code) : null;
  if (!trip) { return { title: say("tripGone"), body: [h("a", { class: "button", href: "#trips" }, say("menu trips"))] }; }
  const label = packs.next();
  const key = uuid();
  const scale = scaleChoice();
  const verdict = h("div", { "aria-live": "polite" });
  const reason = field(say("differenceReason"), {}, { optional: true, hint: say("differenceHint") });
  const bin = choice(say("bin"), binChoices(trip.grainClass).map(({ bin: one, isLegal }) => [isLegal ? one.code : "", `${one.name} · ${say("use " + one.use)}`]));
  const judge = (read) => {
    const found = read ? explained(trip, read, scales().find((one) => one.code === scale.input.value)) : null;
    verdict.replaceChildren(found ? found.shown : "");
    return found;
  };
  const weights = weighing(judge);
  scale.input.addEventListener("change", () => judge(weights.read()));
  const save = doing(say("saveHere"), async () => {
    const read = weights.read();
    if (!read) { weights.gross.said(say("weightsMissing"), "bad"); return weights.gross.input.focus(); }
    const data = { manifest: trip.code, scale: scale.input.value, grossGrams: read.gross, tareGrams: read.tare };
    if (reason.input.value.trim()) { data.differenceReason = reason.input.value.trim(); }
    if (trip.purpose === "transfer") { Object.assign(data, { batch: rules.naming("B", label), bin: bin.input.value }); }
    const row = await outbox.save({
      id: key, aggregate: `manifest:${trip.code}`, kind: "manifest-confirmed", title: trip.code, code: trip.purpose === "transfer" ? label : null,
      body: { occurredAt: clock.text(clock.now()), deviceAt: Date.now(), persons: { receiver: who.name }, data } });
    outbox.send();
    return go(`entry/${row.number}`);
  }, "main big");
  return {
    title: say("receiveTitle"),
    body: [facts([[say("manifestWord"), h("span", { class: "code" }, trip.code)], [say("classWord"), classTag(trip.grainClass)],
      [say("loaded"), `${kilograms(trip.loadedGrams)} ${say("kg")}`], [say("departedAt"), clock.short(trip.departedAt)]]),
    scale.element, ...weights.body, verdict, trip.purpose === "transfer" ? bin.element : null, reason.element, h("p", { class: "actions" }, save)] };
}
