// The device says where it is, if its owner agrees; rounded to about a hundred metres, which is all that is needed.
const button = document.querySelector("[data-locate]");
const field = document.getElementById("near-at");

const found = ({ coords }) => {
  field.value = `${coords.latitude.toFixed(3)}, ${coords.longitude.toFixed(3)}`;
  field.form.requestSubmit();
};

const denied = () => {
  button.removeAttribute("aria-busy");
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.denied, kind: "error" } }));
  field.focus();
};

if (button && "geolocation" in navigator && isSecureContext) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(found, denied, { timeout: 10000, maximumAge: 300000 });
  });
}

// Further or nearer is one tap once the place is known.
field?.form.addEventListener("change", (event) => {
  if (event.target.name === "within" && field.value && field.value === field.defaultValue) field.form.requestSubmit();
});
