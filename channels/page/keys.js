// Single keys, for those who switched them on: never while somebody types.

const byId = id => document.getElementById(id);
const rows = () => [...document.querySelectorAll('[data-order] > li')];
const row = () => document.activeElement.closest('[data-order] > li');

function move(by) {
  const all = rows(), at = all.indexOf(row());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) next.querySelector('a').focus();
}

function press(button) { if (button) button.click(); }

function go(field) { if (field) field.focus(); }

const acts = {
  j: () => move(1),
  k: () => move(-1),
  o: () => { if (row()) press(row().querySelector('a')); },
  c: () => press(row() ? row().querySelector('button[value=claim]') : byId('do-claim')),
  n: () => press(byId('do-next')),
  r: () => go(byId('text')),
  b: () => press(byId('do-release')),
  q: () => press(byId('to-queue')),
  f: () => { if (byId('looked-for')) go(byId('looked-for')); else press(byId('to-find')); },
  '?': () => byId('shortcuts').showModal(),
};

// Keys with others are the browser's or the screen reader's; Enter opens a link by itself.
document.addEventListener('keydown', event => {
  const list = byId('shortcuts'), act = Object.hasOwn(acts, event.key) && acts[event.key];
  if (!list || list.open || !act || event.ctrlKey || event.altKey || event.metaKey || event.repeat && !/[jk]/.test(event.key)) return;
  if (event.isComposing || event.target.closest('input, textarea, select, [contenteditable]')) return;
  event.preventDefault();
  act();
});
document.addEventListener('click', event => {
  if (event.target.id === 'shortcuts-show') acts['?']();
  if (event.target.id === 'shortcuts-hide') byId('shortcuts').close();
});
