// Photos of phones are made smaller before they are sent, so that a slow network does not make a slow page.
// What this browser cannot draw (HEIC) goes up as it is; the site itself turns, shrinks and cleans every photo anyway.
const WIDEST = 1600;
const TALLEST = 4800;
const SMALL_ENOUGH = 400 * 1024;
const QUALITY = 0.86;
const done = new WeakSet();

const shrunk = async (file) => {
  if (file.size <= SMALL_ENOUGH || !file.type.startsWith("image/") || file.type === "image/gif") return file;
  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, WIDEST / photo.width, TALLEST / photo.height);
    const canvas = Object.assign(document.createElement("canvas"), {
      width: Math.max(1, Math.round(photo.width * scale)),
      height: Math.max(1, Math.round(photo.height * scale)),
    });
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
  } catch {
    return file;
  }
};

// Before anyone else hears of the choice: shrink first, then tell it again.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][accept^='image/']") || done.has(event) || !window.createImageBitmap) return;
  if (![...input.files].some((file) => file.size > SMALL_ENOUGH)) return;
  event.stopImmediatePropagation();
  const chosen = [...input.files];
  Promise.all(chosen.map(shrunk)).then((files) => {
    const box = new DataTransfer();
    for (const file of files) box.items.add(file);
    input.files = box.files;
    const again = new Event("change", { bubbles: true });
    done.add(again);
    input.dispatchEvent(again);
  });
}, { capture: true });
