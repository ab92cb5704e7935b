// Passkeys: a button with data-passkey asks the browser for one, or to make one, and
// sends its form with the answer. Forms that are of no use without this script, or at
// another address than the passkeys', stay hidden; the password's form is always there.

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = data => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

// read makes of the server's JSON what the browser wants (WebAuthn, section 5.1).
function read(o) {
  o.challenge = bytes(o.challenge);
  if (o.user) o.user.id = bytes(o.user.id);
  for (const list of [o.excludeCredentials, o.allowCredentials]) for (const c of list || []) c.id = bytes(c.id);
  return o;
}

function write(key) {
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (key.response[name]) response[name] = text(key.response[name]);
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {}, response });
}

// field sets a hidden field; one that is left from before, when somebody came back, is
// not sent beside it.
function field(form, name, value) {
  for (const old of form.querySelectorAll('input[data-given]')) if (old.name === name) old.remove();
  const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  hidden.dataset.given = '';
  form.append(hidden);
}

async function ask(form, button) {
  const said = form.querySelector('[data-said]');
  const say = words => { said.textContent = words; button.disabled = false; };
  button.disabled = true;
  said.textContent = '';
  let options;
  try {
    const r = await fetch(button.dataset.begin, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (r.redirected) { location.reload(); return; }
    if (!r.ok) { say(r.status < 500 && (r.headers.get('Content-Type') || '').startsWith('text/plain') ? await r.text() : said.dataset.away); return; }
    options = read(await r.json());
  } catch { say(said.dataset.away); return; }
  try {
    const key = await navigator.credentials[button.dataset.passkey]({ publicKey: options });
    field(form, 'answer', write(key));
  } catch { say(said.dataset.none); return; }
  if (button.name) field(form, button.name, button.value);
  form.submit();
}

document.addEventListener('submit', event => {
  const button = event.submitter;
  if (!button || button.dataset.passkey === undefined) return;
  event.preventDefault();
  if (!button.disabled) ask(event.target, button);
});

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-origin]')) {
    if (form.dataset.origin !== location.origin) continue;
    form.hidden = false;
    for (const part of form.querySelectorAll('[data-scripted]')) part.hidden = false;
  }
}
