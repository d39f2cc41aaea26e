// The two doors: signing in at the service once, and the device's own lock every time.
import { say } from "./words.js";
import { h, field, doing, notice, button } from "./view.js";
import * as vault from "./vault.js";
import * as session from "./session.js";
import { opened, setLanguage } from "./main.js";
import { language } from "./words.js";

const other = () => button(language() === "zh" ? "English" : "中文", () => setLanguage(language() === "zh" ? "en" : "zh"), "quiet", {
  lang: language() === "zh" ? "en" : "zh-CN" });

export async function door() {
  if (await vault.exists()) { return lock(); }
  if (!window.isSecureContext || !window.crypto.subtle || !window.indexedDB) {
    return { title: say("notSecure"), body: [notice("bad", say("notSecureWhy")), other()] };
  }
  // Who came in at the console is in already.
  const isIn = session.who ? !session.isSignedOut : (await session.renew()) === "in";
  return isIn ? founding() : entrance();
}

// The form for the service; next() is shown when somebody came in.
export function signInForm(after) {
  const account = field(say("account"), { autocomplete: "username", autocapitalize: "off" });
  const password = field(say("password"), { type: "password", autocomplete: "current-password" });
  const factor = field(say("factor"), { inputmode: "numeric", autocomplete: "one-time-code" }, { optional: true, hint: say("factorHint") });
  const said = h("div", { "aria-live": "assertive" });
  const enter = doing(say("signIn"), async () => {
    const outcome = await session.signIn(account.input.value.trim(), password.input.value, factor.input.value.trim());
    if (outcome === "in") { return after(); }
    said.replaceChildren(notice("bad", say("door " + outcome)));
  }, "main");
  return h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); enter.click(); } },
    account.element, password.element, factor.element, said, h("p", {}, enter));
}

function entrance() {
  const form = signInForm(async () => (await import("./main.js")).show());
  return { title: say("signInTitle"), lead: say("signInLead"), body: [form, other()] };
}

function founding() {
  const first = field(say("pinNew"), { type: "password", inputmode: "numeric", maxlength: 6, autocomplete: "new-password" }, { hint: say("pinHint") });
  const second = field(say("pinAgain"), { type: "password", inputmode: "numeric", maxlength: 6, autocomplete: "new-password" });
  const make = doing(say("pinMake"), async () => {
    if (!/^\d{6}$/.test(first.input.value)) { first.said(say("pinSix"), "bad"); return first.input.focus(); }
    if (first.input.value !== second.input.value) { second.said(say("pinDiffers"), "bad"); return second.input.focus(); }
    await vault.create(first.input.value);
    await opened();
  }, "main");
  return {
    title: say("pinTitle"), lead: say("pinLead", session.who.name),
    body: [h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); make.click(); } },
      first.element, second.element, h("p", {}, make)), other()] };
}

function lock() {
  const digits = field(say("pin"), { type: "password", inputmode: "numeric", maxlength: 6, autocomplete: "current-password" });
  const enter = doing(say("unlock"), async () => {
    const wait = await vault.unlock(digits.input.value);
    if (wait === null) { return opened(); }
    digits.said(wait ? say("pinWait", wait) : say("pinWrong"), "bad");
    digits.input.value = "";
    return digits.input.focus();
  }, "main");
  return {
    title: say("locked"), lead: session.who ? say("lockedLead", session.who.name) : null,
    body: [h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); enter.click(); } },
      digits.element, h("p", {}, enter)), other()] };
}
