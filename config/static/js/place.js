// "Use my place": the device says where it is, into two hidden fields, rounded to about ten metres, or to as many digits
// of a degree as data-digits says.
const DIGITS = 4;
for (const box of document.querySelectorAll("[data-place]")) {
  const [lat, lon] = ["lat", "lon"].map((name) => box.querySelector(`[name=${name}]`));
  const [button, forget, said] = ["[data-locate]", "[data-forget-place]", "[data-place-said]"].map((css) => box.querySelector(css));
  const show = () => { forget.hidden = !lat.value; };
  const digits = Number(box.dataset.digits ?? DIGITS);
  const keep = ({ coords }) => {
    lat.value = coords.latitude.toFixed(digits);
    lon.value = coords.longitude.toFixed(digits);
    lat.form?.dispatchEvent(new Event("input", { bubbles: true }));
    button.removeAttribute("aria-busy");
    said.textContent = said.dataset.kept;
    show();
  };
  const fail = () => {
    button.removeAttribute("aria-busy");
    said.textContent = said.dataset.refused;
  };
  if (navigator.geolocation && isSecureContext) button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    said.textContent = said.dataset.looking;
    navigator.geolocation.getCurrentPosition(keep, fail, { timeout: 10000, maximumAge: 60000 });
  });
  forget.addEventListener("click", () => {
    lat.value = lon.value = "";
    said.textContent = "";
    show();
  });
  show();
}
