// What is typed into a reply box and not sent yet is kept in this tab, for each
// page and each person apart, until it is sent or thrown away. It outlives a
// change of language, a reload and a login, and never leaves the browser.

const name = path => 'draft ' + (document.body.dataset.who || '') + ' ' + path;
const box = () => document.querySelector('textarea[data-draft]');

function read(path) { try { return sessionStorage.getItem(name(path)) || ''; } catch { return ''; } }

export function keep(path, words) {
  try { if (words) sessionStorage.setItem(name(path), words); else sessionStorage.removeItem(name(path)); } catch { /* no room: the box itself still has it */ }
}

// clear forgets all drafts: whoever logs out leaves nothing behind.
export function clear() {
  try { for (const k of Object.keys(sessionStorage)) if (k.startsWith('draft ')) sessionStorage.removeItem(k); } catch { /* nothing was kept */ }
}

// move takes a draft along to the page that takes this one's place.
export function move(from, to) {
  const words = read(from);
  if (!words || from === to) return;
  keep(to, [read(to), words].filter(Boolean).join('\n\n'));
  keep(from, '');
}

// note keeps what the box holds now.
export function note() { if (box()) keep(location.pathname, box().value); }

// show puts a draft back where it was typed, or, where it can be typed no more,
// into the block that says so.
export function show() {
  const words = read(location.pathname);
  const lost = document.querySelector('[data-unsent]');
  if (box()) { if (words && !box().value) box().value = words; else note(); }
  if (lost) {
    lost.hidden = !words;
    lost.querySelector('textarea').value = words;
  }
}

document.addEventListener('input', event => { if (event.target === box()) note(); });
document.addEventListener('click', event => { if (event.target.closest('[data-forget]')) { keep(location.pathname, ''); show(); } });
