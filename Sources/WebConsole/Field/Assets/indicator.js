// A weighing indicator on the serial port (XK3190-A9 in its continuous mode): STX, sign, six digits, place of the point,
// two characters of an exclusive or, ETX. The frame does not say whether the load lies still: five readings do.
import { say } from "./words.js";
import { h, button } from "./view.js";

const [STX, ETX] = [2, 3];

// Takes bytes as they come and gives { grams } for every whole frame whose check fits; noise is passed over.
export function reader() {
  let frame = [];
  return (bytes) => {
    const found = [];
    for (const byte of bytes) {
      if (byte === STX) { frame = []; continue; }
      if (byte !== ETX) { frame = frame.length < 16 ? frame.concat(byte) : []; continue; }
      const grams = weight(frame);
      if (grams !== null) { found.push(grams); }
      frame = [];
    }
    return found;
  };
}

// Sign, six digits, place of the point, then the exclusive or of these eight in two hexadecimal digits. In kilograms.
export function weight(frame) {
  const text = String.fromCharCode(...frame);
  if (!/^[+-]\d{6}[0-4][0-9A-F]{2}$/.test(text)) { return null; }
  const sum = frame.slice(0, 8).reduce((one, other) => one ^ other, 0);
  if (parseInt(text.slice(8), 16) !== sum) { return null; }
  const places = Number(text[7]);
  const grams = Number(text.slice(1, 7)) * 1000 / 10 ** places;
  return Number.isInteger(grams) ? (text[0] === "-" ? -grams : grams) : null;
}

// Still when the last five readings within three seconds lie within one interval.
export function stillness(interval) {
  let last = [];
  return (grams, at) => {
    last = last.concat({ grams, at }).filter((one) => at - one.at <= 3000).slice(-5);
    const all = last.map((one) => one.grams);
    return last.length === 5 && Math.max(...all) - Math.min(...all) <= interval;
  };
}

// The live reading with keys that take it over; nothing where the browser has no serial port.
export function gauge(targets) {
  if (!navigator.serial) { return h("p", { class: "soft" }, say("noSerial")); }
  const digits = h("output", { class: "gauge" }, "--");
  const keys = targets.map(([words, take]) => button(words, () => take(current), "", { disabled: true }));
  let current = 0;
  const still = stillness(20000);
  const connect = button(say("connect"), async () => {
    const port = await navigator.serial.requestPort();
    await port.open({ baudRate: 9600 });
    connect.disabled = true;
    const read = reader();
    const source = port.readable.getReader();
    for (;;) {
      const { value, done } = await source.read();
      if (done) { break; }
      for (const grams of read(value)) {
        const isStill = still(grams, Date.now());
        current = grams;
        digits.textContent = `${grams / 1000} ${say("kg")} ${isStill ? say("steady") : say("moving")}`;
        keys.forEach((key) => { key.disabled = !isStill || grams <= 0; });
      }
    }
  });
  return h("div", { class: "live" }, digits, h("p", { class: "actions" }, connect, keys));
}
