// Photographs and signatures: made small here, before they are kept. What a camera writes into its files stays behind.
import { say } from "./words.js";
import { h, button } from "./view.js";
import { keepPicture } from "./outbox.js";

const ROOM = 300 * 1048576;
const MOST = 400 * 1024;

async function isTight() {
  if (!navigator.storage || !navigator.storage.estimate) { return false; }
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage < ROOM;
}

const blobOf = (canvas, type, quality) => new Promise((resolve) => canvas.toBlob(resolve, type, quality));

async function drawn(file, most) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, most / Math.max(image.width, image.height));
  const canvas = h("canvas", { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Keeps a photograph; its digest, or null when there was no room for it even made small.
export async function keepPhoto(file) {
  let most = (await isTight()) ? 800 : 1600;
  for (;;) {
    const canvas = await drawn(file, most);
    for (const quality of [0.8, 0.6, 0.45]) {
      const blob = await blobOf(canvas, "image/jpeg", quality);
      if (blob.size > MOST && quality > 0.45) { continue; }
      try {
        return { digest: await keepPicture(blob, "photo"), bytes: blob.size };
      } catch (fault) {
        // No room: smaller once more, and without a picture rather than without the record.
        if (most <= 400) { return null; }
        break;
      }
    }
    most = Math.round(most / 2);
  }
}

// A field to sign in with a finger. changed() gets the promise of a picture after each stroke, and null when it is wiped.
export function signature(label, changed) {
  const canvas = h("canvas", { class: "sign", width: 640, height: 240, role: "img", "aria-label": label, tabindex: "0" });
  const pen = canvas.getContext("2d");
  let isDown = false;
  const wipe = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  wipe();
  pen.lineWidth = 4;
  pen.lineCap = "round";
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) { return; }
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    if (!isDown) { return; }
    isDown = false;
    changed(blobOf(canvas, "image/png"));
  });
  return h("div", {}, canvas, button(say("signAgain"), () => { wipe(); changed(null); }, "quiet"));
}
