// Language, letters, sign-in, and the queue as a file for the day on which nothing else works.
import { say, language } from "./words.js";
import { h, field, doing, button, notice, keys, facts } from "./view.js";
import { all, get, put } from "./store.js";
import * as vault from "./vault.js";
import * as outbox from "./outbox.js";
import * as packs from "./pack.js";
import * as session from "./session.js";
import { signInForm } from "./door.js";
import { setLanguage, show, takeOver, hasUpdate } from "./main.js";

const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

// Three groups of five that nobody mistakes for one another: 74 bits.
function phrase() {
  const draw = () => {
    for (;;) {
      const [byte] = crypto.getRandomValues(new Uint8Array(1));
      if (byte < 248) { return LETTERS[byte % 31]; }
    }
  };
  return Array.from({ length: 3 }, () => Array.from({ length: 5 }, draw).join("")).join("-");
}

function saveFile(name, content, type) {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

export async function settings() {
  const look = (await get("meta", "look")) || "";
  const device = await packs.device();
  const setLook = async (value) => { await put("meta", value, "look"); document.documentElement.className = value; };
  return {
    title: say("menu settings"),
    body: [
      session.isSignedOut ? h("section", {}, h("h2", {}, say("signInAgain")), signInForm(async () => { outbox.send(); await show(); })) : null,
      h("section", {}, h("h2", {}, say("looks")),
        keys(say("languageWord"), [["zh", "中文"], ["en", "English"]], language(), setLanguage),
        keys(say("letters"), [["", say("plainLook")], ["large", say("largeLook")], ["large contrast", say("contrastLook")]], look, setLook)),
      exporting(device), importing(),
      h("section", {}, h("h2", {}, say("deviceWord")),
        facts([[say("deviceName"), h("span", { class: "code" }, device)], [say("owner"), session.who ? `${session.who.name} (${session.who.account})` : ""]]),
        h("p", { class: "actions" }, button(say("lockNow"), () => { vault.close(); show(); }),
          button(say("exportLog"), async () => saveFile(`grainledger-log-${device}.json`, JSON.stringify(await all("log"), null, 1), "application/json")),
          hasUpdate() ? button(say("updateNow"), takeOver) : null))] };
}

function exporting(device) {
  const said = h("div", { "aria-live": "polite" });
  return h("section", {}, h("h2", {}, say("exportQueue")), h("p", { class: "hint" }, say("exportLead")), said,
    h("p", { class: "actions" }, doing(say("exportMake"), async () => {
      const secret = phrase();
      const { count, file } = await outbox.exportFile(secret);
      if (!count) { return said.replaceChildren(notice("", say("exportNothing"))); }
      saveFile(`grainledger-queue-${device}.json`, file, "application/json");
      return said.replaceChildren(notice("good", say("exported", count), " ", h("strong", { class: "code secret" }, secret)));
    })));
}

function importing() {
  const file = field(say("importFile"), { type: "file", accept: "application/json,.json" });
  const secret = field(say("importSecret"), { autocapitalize: "off" });
  const said = h("div", { "aria-live": "polite" });
  return h("section", {}, h("h2", {}, say("importTitle")), file.element, secret.element, said,
    h("p", { class: "actions" }, doing(say("importTake"), async () => {
      if (!file.input.files.length) { return file.said(say("missing"), "bad"); }
      try {
        const count = await outbox.importFile(await file.input.files[0].text(), secret.input.value.trim());
        said.replaceChildren(notice("good", say("imported", count)));
        return outbox.send();
      } catch (fault) { return said.replaceChildren(notice("bad", say("importFailed"))); }
    })));
}
