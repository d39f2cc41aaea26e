// Talks to the service. Rights stay there: here is only who signed in last, so that he is greeted offline.
import { get, put, note } from "./store.js";
import * as clock from "./clock.js";

let token = null;
export let who = null;
export let isSignedOut = false;

export async function load() { who = (await get("meta", "who")) || null; }

// A fetch that ends: { status, body } with status 0 when no answer came.
export async function ask(method, path, options) {
  const { body, type, keep } = options || {};
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), keep || 30000);
  const headers = { "Accept-Language": document.documentElement.lang };
  if (token) { headers["X-CSRF-Token"] = token; }
  if (body !== undefined) { headers["Content-Type"] = type || "application/json"; }
  try {
    const answer = await fetch(path, {
      method, headers, signal: stop.signal, cache: "no-store",
      body: body === undefined || type ? body : JSON.stringify(body) });
    const kind = answer.headers.get("Content-Type") || "";
    return { status: answer.status, body: kind.includes("json") ? await answer.json() : null };
  } catch (fault) {
    return { status: 0, body: null };
  } finally { clearTimeout(timer); }
}

async function entered(body) {
  token = body.csrf;
  isSignedOut = false;
  who = { account: body.name, name: body.displayName || body.name, role: body.role, organization: body.organization, region: body.region };
  await put("meta", who, "who");
  await put("meta", clock.now(), "entered");
  await learnTime();
}

export async function learnTime() {
  const asked = Date.now();
  const answer = await ask("GET", "/v1/clock");
  if (answer.status === 200) { await clock.learn(answer.body.now, asked, Date.now()); }
}

// "in", "out" or "away".
export async function signIn(account, password, factor) {
  const answer = await ask("POST", "/v1/session", { body: { account, password, factor: factor || undefined } });
  await note("sign-in", String(answer.status));
  if (answer.status === 201) { await entered(answer.body); return "in"; }
  return answer.status === 0 ? "away" : answer.status === 429 ? "later" : "out";
}

// Whether the service knows this browser still: "in", "out" or "away".
export async function renew() {
  if (token && !isSignedOut) { return "in"; }
  const answer = await ask("GET", "/v1/session");
  if (answer.status === 200) {
    if (who && answer.body.name !== who.account) { await note("another account", answer.body.name); }
    await entered(answer.body);
    return "in";
  }
  if (answer.status === 401) { isSignedOut = true; return "out"; }
  return "away";
}

export function left() { token = null; isSignedOut = true; }
