// Where the phone is, and what a parcel has to do with it.
import { say } from "./words.js";

// { longitude, latitude, accuracy } or { fault }: "denied", "away", "none".
export function here() {
  if (!navigator.geolocation) { return Promise.resolve({ fault: "none" }); }
  return new Promise((resolve) => navigator.geolocation.getCurrentPosition(
    (found) => resolve({
      longitude: found.coords.longitude, latitude: found.coords.latitude, accuracy: Math.round(found.coords.accuracy) }),
    (fault) => resolve({ fault: fault.code === 1 ? "denied" : "away" }),
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 }));
}

const radians = (degrees) => degrees * Math.PI / 180;

export function metres(one, other) {
  const half = (left, right) => Math.sin(radians(right - left) / 2) ** 2;
  const square = half(one.latitude, other.latitude)
    + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude);
  return 12742000 * Math.asin(Math.sqrt(square));
}

export const centre = (parcel) => ({ longitude: Number(parcel.longitude), latitude: Number(parcel.latitude) });

// What the shift of a Chinese map datum makes of a place on the ellipsoid (the public approximation of GCJ-02).
export function gcj02(place) {
  const x = place.longitude - 105;
  const y = place.latitude - 35;
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
  const slow = (angle, long, longer, high, higher) =>
    (high * Math.sin(angle / long * Math.PI) + higher * Math.sin(angle / longer * Math.PI)) * 2 / 3;
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + wave;
  north += (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3 + slow(y, 12, 30, 160, 320);
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + wave;
  east += (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3 + slow(x, 12, 30, 150, 300);
  const angle = radians(place.latitude);
  const flat = 1 - 0.00669342162296594323 * Math.sin(angle) ** 2;
  const root = Math.sqrt(flat);
  return {
    latitude: place.latitude + north * 180 / (6378245 * (1 - 0.00669342162296594323) / (flat * root) * Math.PI),
    longitude: place.longitude + east * 180 / (6378245 / root * Math.cos(angle) * Math.PI) };
}

export function bd09(place) {
  const { longitude, latitude } = gcj02(place);
  const far = Math.sqrt(longitude ** 2 + latitude ** 2) + 0.00002 * Math.sin(latitude * Math.PI * 3000 / 180);
  const angle = Math.atan2(latitude, longitude) + 0.000003 * Math.cos(longitude * Math.PI * 3000 / 180);
  return { longitude: far * Math.cos(angle) + 0.0065, latitude: far * Math.sin(angle) + 0.006 };
}

// { look, words } about a place and a parcel; it never holds anybody up.
export function judged(place, parcel) {
  const reach = Math.sqrt(parcel.squareMetres / Math.PI) + 30;
  const far = metres(place, centre(parcel));
  const beyond = Math.round(far - reach);
  if (beyond > place.accuracy) {
    for (const [name, shift] of [["GCJ-02", gcj02], ["BD-09", bd09]]) {
      if (metres(place, shift(centre(parcel))) < reach) { return { look: "warn", words: say("placeShifted", Math.round(far), name) }; }
    }
    return { look: "warn", words: say("placeOutside", beyond, place.accuracy) };
  }
  if (place.accuracy > 50) { return { look: "warn", words: say("placeRough", place.accuracy) }; }
  return { look: "good", words: say("placeGood", place.accuracy) };
}
