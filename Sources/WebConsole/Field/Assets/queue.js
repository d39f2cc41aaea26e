// What became of each record, in words that are never mixed: kept here, sent, accepted; and what waits for a person.
import { say, words } from "./words.js";
import { h, stateTag, doing, button, notice, facts, field, kilograms } from "./view.js";
import { all, put } from "./store.js";
import * as vault from "./vault.js";
import * as outbox from "./outbox.js";
import * as handset from "./handset.js";
import * as packs from "./pack.js";
import * as session from "./session.js";
import * as clock from "./clock.js";
import { go, show } from "./main.js";

const shownState = (row) => (session.isSignedOut && row.state === "waiting" ? "door" : row.state);

export async function queue() {
  const rows = (await outbox.rows()).reverse();
  const drafts = await Promise.all((await all("draft")).map((draft) => vault.unseal(draft.sealed)));
  const said = h("div", { "aria-live": "polite" });
  const send = doing(say("sendNow"), async () => {
    const outcome = await outbox.send();
    if (outcome === "done") { await handset.report(true); }
    said.replaceChildren(notice(outcome === "done" ? "good" : "warn", say("send " + outcome)));
    await show();
  }, "main");
  return {
    title: say("queueTitle"), lead: say("queueLead"),
    body: [said, h("p", { class: "actions" }, send, h("a", { class: "button", href: "#settings" }, say("exportQueue"))),
      rows.length + drafts.length ? h("ul", { class: "cards" },
        drafts.map((draft) => h("li", { class: "card" }, h("a", { href: `#capture/${draft.id}` },
          h("span", { class: "card-head" }, h("strong", {}, say("kind sample-collected")), stateTag("draft")), h("span", { class: "code" }, draft.code || draft.parcel)))),
        rows.map((row) => h("li", { class: "card" }, h("a", { href: `#entry/${row.number}` },
          h("span", { class: "card-head" }, h("strong", {}, say("kind " + row.kind)), stateTag(shownState(row))),
          h("span", {}, row.title), h("span", { class: "soft" }, `№ ${row.number} · ${clock.short(row.savedAt)}`)))))
        : h("p", { class: "empty" }, say("queueEmpty"))] };
}

const findings = (row) => (row.findings && row.findings.length ? h("ul", {}, row.findings.map((finding) =>
  h("li", {}, h("span", { class: "code" }, finding.code), " ", words(finding)))) : null);

export async function entry(number) {
  const row = (await outbox.rows()).find((one) => String(one.number) === number);
  if (!row) { return { title: say("entryGone"), body: [] }; }
  const body = await outbox.bodyOf(row);
  const state = shownState(row);
  const pictures = await Promise.all(row.pictures.map((digest) => outbox.picture(digest)));
  return {
    title: say("kind " + row.kind),
    body: [
      h("p", {}, stateTag(state), " ", h("span", { class: "soft" }, say("stateWhy " + state))),
      row.replayed ? notice("", say("replayed")) : null,
      row.state === "conflict" ? await conflict(row, body) : null,
      row.state === "refused" ? refusal(row, body) : null,
      row.state === "accepted" || row.state === "sent" ? notesOf(row) : null,
      facts(described(row, body)),
      pictures.some((one) => one) ? h("ul", { class: "photos" }, pictures.filter((one) => one).map((one, at) =>
        h("li", {}, h("img", { src: URL.createObjectURL(one), alt: say("photo", at + 1) })))) : null,
      h("p", { class: "actions" }, row.kind === "sample-collected" && body && row.state !== "withdrawn"
        ? h("a", { class: "button", href: `#screening/${body.data.sample}` }, say("screenIt")) : null, h("a", { class: "button", href: "#queue" }, say("menu queue")))] };
}

const notesOf = (row) => (row.findings && row.findings.length ? notice("warn", h("strong", {}, say("findings")), findings(row)) : null);

function described(row, body) {
  const data = body ? body.data : {};
  return [
    [say("what"), row.title], [say("sample"), data.sample ? h("span", { class: "code" }, data.sample) : null],
    [say("parcel"), data.parcel], [say("mass"), data.grams ? `${kilograms(data.grams)} ${say("kg")}` : null], [say("seal"), data.seal],
    [say("reading"), data.value ? `${data.value} mg/kg` : null], [say("plate"), data.plate],
    [say("net"), data.netGrams ? `${kilograms(data.netGrams)} ${say("kg")}` : null],
    [say("happened"), body ? clock.short(body.occurredAt) : null], [say("savedAt"), clock.short(row.savedAt)],
    [say("acceptedAt"), row.acceptedAt ? clock.short(row.acceptedAt) : null],
    [say("key"), h("span", { class: "code" }, row.id)], [say("record"), row.record ? h("span", { class: "code" }, row.record) : null],
    [say("owner"), row.owner], [say("became"), row.words]];
}

// What stands in the book under the same code, beside what stands here.
async function conflict(row, body) {
  const isSample = row.kind === "sample-collected";
  const code = isSample ? body.data.sample : body.data.manifest;
  const answer = await session.ask("GET", `/v1/${isSample ? "samples" : "manifests"}/${encodeURIComponent(code || "")}`);
  const theirs = answer.status === 200 ? answer.body : null;
  const line = (name, mine, other) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, mine), h("td", {}, theirs ? other : "--"));
  const parcel = theirs && theirs.subject && theirs.subject.parcel ? theirs.subject.parcel._0 : "";
  const table = h("table", { class: "beside" }, h("caption", { class: "unseen" }, say("beside")),
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, say("mine")), h("th", { scope: "col" }, say("theirs")))),
    h("tbody", {}, isSample ? [
      line(say("parcel"), body.data.parcel, parcel),
      line(say("happened"), clock.short(body.occurredAt), theirs ? clock.short(theirs.collectedAt) : ""),
      line(say("mass"), `${kilograms(body.data.grams)} ${say("kg")}`, theirs ? `${kilograms(theirs.grams)} ${say("kg")}` : "")]
      : [line(say("manifestState"), say("manifest departed"), theirs ? say("manifest " + theirs.state) : "")]));
  const fresh = packs.next();
  return h("section", { class: "conflict" }, notice("bad", h("strong", {}, say(isSample ? "codeInUse" : "movedOn")), findings(row)),
    theirs ? null : h("p", { class: "soft" }, say("theirsUnseen")), table,
    h("p", { class: "actions" },
      isSample ? doing(say("sameSample"), async () => { await outbox.withdraw(row, say("sameSample")); await show(); }) : null,
      isSample && fresh ? doing(say("otherCode", fresh), async () => {
        const renamed = await outbox.rename(row, "Y" + fresh);
        outbox.send();
        go(`entry/${renamed.number}`);
      }, "main") : null,
      doing(say("withdraw"), async () => { await outbox.withdraw(row, say("withdrawn")); await show(); }, "quiet")));
}

function refusal(row, body) {
  const why = field(say("withdrawWhy"), {});
  return h("section", {}, notice("bad", h("strong", {}, say("refusedBy")), findings(row)), why.element,
    h("p", { class: "actions" }, row.kind === "sample-collected" ? doing(say("mend"), () => mend(row, body)) : null,
      doing(say("sendAgain"), async () => {
        await put("outbox", Object.assign(row, { state: "waiting" }));
        outbox.send();
      }),
      doing(say("withdraw"), async () => {
        if (!why.input.value.trim()) { why.said(say("missing"), "bad"); return why.input.focus(); }
        await outbox.withdraw(row, why.input.value.trim());
        return show();
      }, "quiet")));
}

// A refused sample goes back to be filled in anew, as a record with a key of its own.
async function mend(row, body) {
  const { uuid } = await import("./store.js");
  const draft = {
    id: uuid(), parcel: body.data.parcel, step: "label", code: body.data.sample, mass: kilograms(body.data.grams).replace(/\u202f/g, ""), unit: "kg",
    seal: body.data.seal, sampler: body.persons.sampler || "", second: body.persons.secondSampler || "", grower: body.persons.grower || "",
    points: body.data.fieldRecord.points.map((point) => ({
      latitude: point.latitudeMicro / 1e6, longitude: point.longitudeMicro / 1e6, accuracy: point.accuracyMetres, at: point.at })),
    photos: body.data.fieldRecord.attachments.filter((one) => one.kind === "photo").map((one) => one.digest),
    signature: (body.data.fieldRecord.attachments.find((one) => one.kind === "growerSignature") || {}).digest || null,
    refused: body.data.fieldRecord.signatureRefused || "", remark: body.data.fieldRecord.remark || "", startedAt: Date.now() };
  await put("draft", { id: draft.id, sealed: await vault.seal(draft) });
  await outbox.withdraw(row, say("mended"));
  go(`capture/${draft.id}`);
}
