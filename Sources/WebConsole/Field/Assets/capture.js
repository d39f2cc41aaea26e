// One sample, one topic a page; every field is on disk when it is left.
import { say } from "./words.js";
import { h, button, doing, notice, facts, field, keys, kilograms, mu, drawing } from "./view.js";
import { get, put, remove, uuid } from "./store.js";
import * as vault from "./vault.js";
import * as packs from "./pack.js";
import * as outbox from "./outbox.js";
import * as rules from "./rules.js";
import * as clock from "./clock.js";
import { who } from "./session.js";
import { here, judged } from "./place.js";
import { keepPhoto, signature } from "./picture.js";
import { canScan, scan } from "./scan.js";
import { go, show } from "./main.js";

const FORM = 1;
const STEPS = ["label", "points", "sample", "proof", "review"];

const parcelOf = (draft) => packs.current().parcels.find((parcel) => parcel.code === draft.parcel);
const keep = async (draft) => put("draft", { id: draft.id, sealed: await vault.seal(draft) });

// A new draft for a parcel: its key is made here, once.
export async function start(parcel) {
  const draft = { id: uuid(), parcel, step: "label", code: null, points: [], mass: "", unit: "kg", seal: "", sampler: who.name, second: await vault.remembered("second"), grower: "", photos: [], signature: null, refused: "", remark: "", startedAt: Date.now() };
  await keep(draft);
  location.replace(`#capture/${draft.id}`);
  return null;
}

export async function capture(id) {
  const found = await get("draft", id);
  if (!found) { return { title: say("draftGone"), body: [h("a", { class: "button", href: "#parcels" }, say("toParcels"))] }; }
  const draft = await vault.unseal(found.sealed);
  const parcel = parcelOf(draft);
  if (!parcel) { return { title: say("parcelGone"), body: [notice("warn", say("parcelGoneWhy", draft.parcel))] }; }
  const at = STEPS.indexOf(draft.step);
  const page = await PAGES[draft.step](draft, parcel);
  const move = async (step) => { draft.step = step; await keep(draft); await show(); };
  const steps = h("p", { class: "steps" }, say("stepOf", at + 1, STEPS.length), " · ", h("strong", {}, parcel.village), " ",
    h("span", { class: "code" }, parcel.code));
  const back = at ? button(say("back"), () => move(STEPS[at - 1])) : button(say("dropDraft"), async () => {
    await remove("draft", draft.id);
    go("parcels");
  }, "quiet");
  const on = draft.step === "review" ? null : doing(say("next"), async () => {
    if (await page.check()) { await move(STEPS[at + 1]); }
  }, "main");
  return { title: say("step " + draft.step), body: [steps, ...page.body, h("p", { class: "actions" }, back, on)] };
}

// Keeps a text field of the draft as it is typed.
function bound(draft, name, input) {
  input.value = draft[name];
  input.addEventListener("input", () => { draft[name] = input.value; });
  input.addEventListener("change", () => keep(draft));
}

async function label(draft) {
  const spare = packs.next();
  const input = field(say("label"), { autocapitalize: "characters", spellcheck: "false" }, { hint: say("labelHint") });
  const finder = h("div", {});
  const judge = () => {
    const read = rules.code(input.input.value);
    if (read.fault) { input.said(input.input.value ? say("code " + read.fault, read.place) : "", "bad"); return null; }
    const code = rules.naming("Y", read.text.slice(-14)) || read.text;
    const used = packs.usedFor(read.text.slice(-14));
    if (used && draft.code !== code) {
      input.said(say("codeUsed", clock.short(used.at), used.what), "bad");
      return null;
    }
    input.said(say("codeGood", code), "good");
    return code;
  };
  input.input.value = draft.code || "";
  input.input.addEventListener("input", judge);
  const take = spare ? button(say("takeNext", spare), () => { input.input.value = spare; judge(); }) : null;
  const look = canScan() ? doing(say("scan"), async () => {
    const text = await scan(finder);
    if (text) { input.input.value = text; judge(); }
  }) : h("p", { class: "soft" }, say("noScanner"));
  return {
    body: [spare ? null : notice("warn", say("codesNone")), input.element, finder, h("p", { class: "actions" }, take, look)],
    check: async () => {
      const code = judge();
      if (!code) { if (!input.input.value) { input.said(say("labelMissing"), "bad"); } input.input.focus(); return false; }
      draft.code = code;
      await keep(draft);
      return true;
    } };
}

const SPOTS = [[60, 60], [18, 18], [102, 18], [18, 102], [102, 102]];
const pointsDrawing = (count) => drawing("svg", { viewBox: "0 0 120 120", class: "points", "aria-hidden": "true" },
  drawing("rect", { x: 6, y: 6, width: 108, height: 108, class: "paddy" }),
  drawing("path", { d: "M18 18L102 102M102 18L18 102", class: "lines" }),
  ...SPOTS.map(([x, y], at) => {
    const word = drawing("text", { x, y: y + 4.5 });
    word.textContent = String(at + 1);
    return drawing("g", { class: at < count ? "taken" : "open" }, drawing("circle", { cx: x, cy: y, r: 12 }), word);
  }));

async function points(draft, parcel) {
  const least = (rules.sampling() || { points: 5 }).points;
  const said = h("div", { "aria-live": "polite" });
  const remark = field(say("remark"), {}, { optional: true, hint: say("remarkHint") });
  bound(draft, "remark", remark.input);
  const list = draft.points.map((point, at) => h("li", {}, say("point", at + 1), " ", point.latitude === null
    ? h("span", { class: "soft" }, say("pointByHand"))
    : h("span", { class: "code" }, `${point.latitude.toFixed(6)}, ${point.longitude.toFixed(6)} ±${point.accuracy} m`)));
  const add = async (place) => {
    draft.points.push(Object.assign(place, { at: clock.text(clock.now()) }));
    await keep(draft);
    await show();
  };
  const take = doing(say("takePoint", draft.points.length + 1), async () => {
    said.replaceChildren(notice("", say("placeComing")));
    const found = await here();
    if (found.fault) { return said.replaceChildren(notice("warn", say("place " + found.fault))); }
    return add(found);
  }, "main");
  const last = draft.points[draft.points.length - 1];
  const verdict = last && last.latitude !== null ? judged(last, parcel) : null;
  if (verdict) { said.append(notice(verdict.look, verdict.words)); }
  return {
    body: [h("div", { class: "pointing" }, pointsDrawing(draft.points.length), h("ol", { class: "plain" }, list)), said,
      h("p", { class: "actions" }, take, button(say("byHand"), () => add({ latitude: null, longitude: null, accuracy: 0 })),
        draft.points.length ? button(say("dropPoint"), async () => { draft.points.pop(); await keep(draft); await show(); }, "quiet") : null),
      remark.element],
    check: async () => {
      if (draft.points.length < least) { said.replaceChildren(notice("bad", say("pointsFew", least, draft.points.length))); return false; }
      if (draft.points.some((point) => point.latitude === null) && !draft.remark.trim()) {
        remark.said(say("remarkNeeded"), "bad");
        remark.input.focus();
        return false;
      }
      await keep(draft);
      return true;
    } };
}

async function sample(draft) {
  const least = (rules.sampling() || { grams: 1000 }).grams;
  const mass = field(say("mass"), { inputmode: "decimal" }, {
    unit: keys(say("unit"), [["kg", say("kg")], ["jin", say("jin")]], draft.unit, (unit) => { draft.unit = unit; judge(); keep(draft); }) });
  const judge = () => {
    const grams = rules.grams(draft.mass, draft.unit);
    if (grams === null) { mass.said(draft.mass ? say(rules.isThere() ? "unreadable" : "rulesNone") : "", "bad"); return null; }
    const text = draft.unit === "jin" ? say("isKilograms", kilograms(grams)) : say("isJin", kilograms(grams * 2));
    const isUsual = grams >= least && grams <= 2 * least;
    mass.said(isUsual ? text : `${text} ${say("massUnusual", kilograms(least), kilograms(2 * least))}`, isUsual ? "good" : "warn");
    return grams;
  };
  bound(draft, "mass", mass.input);
  mass.input.addEventListener("input", judge);
  const parts = { seal: field(say("seal"), { autocapitalize: "characters" }), sampler: field(say("sampler"), {}), second: field(say("secondSampler"), {}) };
  for (const [name, one] of Object.entries(parts)) { bound(draft, name, one.input); }
  judge();
  return {
    body: [mass.element, ...Object.values(parts).map((one) => one.element)],
    check: async () => {
      let fault = null;
      const complain = (one, words) => { one.said(words, "bad"); fault = fault || one; };
      const grams = judge();
      if (!grams) { complain(mass, say("massMissing")); }
      for (const [name, one] of Object.entries(parts)) { one.said(""); if (!draft[name].trim()) { complain(one, say("missing")); } }
      if (!fault && draft.sampler.trim() === draft.second.trim()) { complain(parts.second, say("samplersSame")); }
      if (fault) { fault.input.focus(); return false; }
      await vault.remember("second", draft.second);
      await keep(draft);
      return true;
    } };
}

async function proof(draft) {
  const photos = h("ul", { class: "photos" });
  const drawPhotos = async () => photos.replaceChildren(...await Promise.all(draft.photos.map(async (digest, at) => {
    const image = h("img", { alt: say("photo", at + 1), src: URL.createObjectURL(await outbox.picture(digest)) });
    return h("li", {}, image, button(say("drop"), async () => { draft.photos.splice(at, 1); await keep(draft); await drawPhotos(); }, "quiet"));
  })));
  const camera = field(say("addPhoto"), { type: "file", accept: "image/*", capture: "environment" }, { optional: true });
  camera.input.addEventListener("change", async () => {
    const [file] = camera.input.files;
    if (!file) { return; }
    const kept = await keepPhoto(file).catch(() => undefined);
    camera.said(kept ? say("photoKept", Math.round(kept.bytes / 1024)) : say(kept === null ? "photoNoRoom" : "photoUnreadable"), kept ? "good" : "bad");
    camera.input.value = "";
    if (kept) { draft.photos.push(kept.digest); await keep(draft); await drawPhotos(); }
  });
  const grower = field(say("grower"), {}, { optional: true, hint: say("growerHint") });
  bound(draft, "grower", grower.input);
  const refused = field(say("refused"), {}, { optional: true, hint: say("refusedHint") });
  bound(draft, "refused", refused.input);
  let signing = Promise.resolve();
  const pad = signature(say("growerSign"), (drawn) => {
    signing = signing.then(async () => {
      draft.signature = drawn ? await outbox.keepPicture(await drawn, "growerSignature") : null;
      await keep(draft);
    });
  });
  await drawPhotos();
  return {
    body: [camera.element, photos, grower.element, h("h2", {}, say("growerSign")), draft.signature ? notice("good", say("signed")) : null, pad, refused.element],
    check: async () => {
      await signing;
      if (!draft.signature && !draft.refused.trim()) { refused.said(say("signOrRefuse"), "bad"); refused.input.focus(); return false; }
      await keep(draft);
      return true;
    } };
}

async function review(draft, parcel) {
  const grams = rules.grams(draft.mass, draft.unit);
  const save = doing(say("saveHere"), async () => {
    const row = await outbox.save(await record(draft, parcel, grams), draft.id);
    outbox.send();
    go(`entry/${row.number}`);
  }, "main big");
  return {
    body: [facts([
      [say("parcel"), `${parcel.village} · ${say("areaMu", mu(parcel.squareMetres))}`], [say("sample"), h("span", { class: "code" }, draft.code)],
      [say("pointsTaken"), say("pointsCount", draft.points.length)], [say("mass"), `${kilograms(grams)} ${say("kg")}`], [say("seal"), draft.seal],
      [say("samplers"), `${draft.sampler}, ${draft.second}`], [say("photos"), String(draft.photos.length)],
      [say("grower"), draft.grower], [say("growerSign"), draft.signature ? say("signed") : `${say("refusedWord")} ${draft.refused}`], [say("remark"), draft.remark]]),
    notice("", say("savedMeans")), h("p", { class: "actions" }, save)],
    check: async () => true };
}

async function record(draft, parcel, grams) {
  const device = await packs.device();
  const deviceAt = Date.now();
  const micro = (degrees) => Math.round(degrees * 1e6);
  const attachments = draft.photos.map((digest) => ({ kind: "photo", digest }))
    .concat(draft.signature ? [{ kind: "growerSignature", digest: draft.signature }] : []);
  const persons = { sampler: draft.sampler.trim(), secondSampler: draft.second.trim() };
  if (draft.grower.trim()) { persons.grower = draft.grower.trim(); }
  const build = (number) => {
    const fieldRecord = {
      device, number, form: FORM, rules: rules.digest, deviceTime: clock.text(deviceAt), attachments,
      points: draft.points.filter((point) => point.latitude !== null).map((point) => ({
        longitudeMicro: micro(point.longitude), latitudeMicro: micro(point.latitude), accuracyMetres: point.accuracy, at: point.at })) };
    if (!draft.signature) { fieldRecord.signatureRefused = draft.refused.trim(); }
    if (draft.remark.trim()) { fieldRecord.remark = draft.remark.trim(); }
    return {
      occurredAt: clock.text(deviceAt + clock.shift()), deviceAt, persons,
      data: {
        sample: draft.code, parcel: parcel.code, task: `${packs.current().season}-${parcel.township}`, pattern: "five-point",
        points: draft.points.length, grams, seal: draft.seal.trim(), fieldRecord } };
  };
  return {
    id: draft.id, aggregate: `sample:${draft.code}`, kind: "sample-collected", title: `${parcel.village} ${draft.code}`,
    code: draft.code.slice(-14), pictures: attachments.map((one) => one.digest), build };
}

const PAGES = { label, points, sample, proof, review };
