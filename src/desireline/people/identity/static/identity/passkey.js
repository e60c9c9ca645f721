// Passkeys. A <form data-passkey="get|create"> asks the device and posts what it answers in its field `credential`.
// The options of the server are in data-options, or fetched from the form's own address. Also tells the zone.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

function asked({ publicKey: given }) {
  const made = { ...given, challenge: bytes(given.challenge) };
  if (given.user) made.user = { ...given.user, id: bytes(given.user.id) };
  if (given.allowCredentials) made.allowCredentials = keys(given.allowCredentials);
  if (given.excludeCredentials) made.excludeCredentials = keys(given.excludeCredentials);
  return made;
}

function answered(found) {
  const { response } = found;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return { id: found.id, rawId: text(found.rawId), type: found.type, response: said,
    authenticatorAttachment: found.authenticatorAttachment, clientExtensionResults: found.getClientExtensionResults() };
}

async function options(form) {
  if (form.dataset.options) return asked(JSON.parse(form.dataset.options));
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return asked((await answer.json()).request_options);
}

async function use(form) {
  const publicKey = await options(form);
  if (form.dataset.passkey === "create") {
    publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey });
}

function failed(form) {
  const said = form.querySelector("[data-said]") ?? form.appendChild(document.createElement("p"));
  said.dataset.said = "";
  said.className = "error small-text mt";
  said.setAttribute("role", "alert");
  said.textContent = form.dataset.failed;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) form.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(answered(await use(form)));
      form.submit();
    } catch (error) {
      if (error.name !== "AbortError") failed(form);
    }
  });
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
