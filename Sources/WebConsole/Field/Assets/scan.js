// Reads a QR code by the camera where the browser can; where it cannot, codes are typed, with their check character.
import { say } from "./words.js";
import { h, button } from "./view.js";

export const canScan = () => "BarcodeDetector" in window && !!(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

// The text of the first code seen; null when it was given up.
export async function scan(place) {
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = h("video", { class: "finder", playsinline: true, muted: true });
  video.srcObject = stream;
  let isOver = false;
  const stop = button(say("stopScan"), () => { isOver = true; }, "quiet");
  place.replaceChildren(video, stop);
  try {
    await video.play();
    while (!isOver) {
      const [found] = await detector.detect(video);
      // A label's code may stand in an address: its last part is the code.
      if (found) { return decodeURIComponent(found.rawValue.split("/").pop()); }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    place.replaceChildren();
  }
}
