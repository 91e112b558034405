// Passkeys: makes one, or answers with one, and sends what the device said in the form's hidden field.
// A form marked data-passkey="answer" is hidden until it is known that the browser can do it.
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const named = (list) => (list ?? []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

const make = async ({ publicKey }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  const { attestationObject, clientDataJSON } = made.response;
  return pack(made, { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) });
};

const answer = async ({ publicKey }) => {
  const given = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = given.response;
  return pack(given, {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
};

const pack = (credential, response) => JSON.stringify({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
  response,
});

const optionsFor = async (form) => {
  if (form.dataset.optionsId) return JSON.parse(document.getElementById(form.dataset.optionsId).textContent);
  const found = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!found.ok) throw new Error(found.statusText);
  return found.json();
};

// A passkey belongs to a name: browsers refuse them where the address is a number.
const isNumber = /^[\d.]+$|:/.test(location.hostname);
const ways = { make, answer };
if (window.PublicKeyCredential && !isNumber) {
  document.querySelector("[data-no-passkeys]")?.remove();
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.querySelector("button").disabled = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.setAttribute("aria-busy", "true");
      try {
        form.elements.credential.value = await ways[form.dataset.passkey](await optionsFor(form));
        form.submit();
      } catch {
        document.dispatchEvent(new CustomEvent("toast", { detail: { text: form.dataset.failed, kind: "error" } }));
      }
      button.removeAttribute("aria-busy");
    });
  }
}
