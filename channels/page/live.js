// Keeps a page fresh: forms are sent without a reload, and the page is fetched
// again when its stream says that it changed. Without this script everything
// works too, by plain forms and reloads.
import { morph } from './morph.js';
import * as drafts from './draft.js';
import * as cost from './cost.js';
import * as stream from './stream.js';
import { announce, begin } from './announce.js';
import './keys.js';
import './passkey.js';

const main = () => document.getElementById('main');
const parse = html => new DOMParser().parseFromString(html, 'text/html');

// apply shows a page that the server sent. Whatever happens to the tree, focus
// and selection stay.
function apply(next) {
  const active = document.activeElement;
  const at = active && active !== document.body && { id: active.id, from: active.selectionStart, to: active.selectionEnd, way: active.selectionDirection };
  const atEnd = new Set([...main().querySelectorAll('[data-end]')].filter(ended).map(e => e.id));
  const there = new Set([...main().querySelectorAll('[data-end]')].map(e => e.id));
  morph(main(), document.adoptNode(next.getElementById('main')));
  document.title = next.title;
  for (const e of main().querySelectorAll('[data-end]')) if (atEnd.has(e.id) || !there.has(e.id)) e.scrollTop = e.scrollHeight;
  drafts.show();
  cost.show();
  if (!at || document.activeElement !== document.body) return;
  const again = at.id && document.getElementById(at.id);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (at.from != null && again.setSelectionRange) again.setSelectionRange(at.from, at.to, at.way);
}

const ended = e => e.scrollHeight - e.scrollTop - e.clientHeight < 40;

// Nothing moves away under a finger or under the keyboard's focus: a change of
// order waits for a button, or until nobody is there.
const lists = root => [...root.querySelectorAll('[data-order]')];
const inUse = () => lists(document).some(l => l.matches(':hover') || l.contains(document.activeElement));
const order = root => new Map(lists(root).flatMap(l => [...l.children].map(e => [e.id, l.id])));

// changes is how many rows come, go, or stand in another list or place.
function changes(next) {
  const now = order(document), then = order(next), still = id => then.get(id) === now.get(id);
  const stay = [...now.keys()].filter(still), will = [...then.keys()].filter(still);
  const come = [...then.keys()].filter(id => !now.has(id)).length;
  return now.size - stay.length + come + stay.length - longest(stay.map(id => will.indexOf(id)));
}

// longest is how many of a list are in rising order: the others moved.
function longest(list) {
  const best = list.map(() => 1);
  list.forEach((n, i) => { for (let j = 0; j < i; j++) if (list[j] < n) best[i] = Math.max(best[i], best[j] + 1); });
  return Math.max(0, ...best);
}

function hold(n) {
  let bar = document.getElementById('held');
  if (!bar && n) {
    bar = document.createElement('p');
    bar.id = 'held';
    bar.dataset.keep = '';
    main().append(bar);
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'show-changes';
    button.addEventListener('click', async () => {
      await refresh(true);
      const head = main().querySelector('h2, h1');
      if (head) { head.tabIndex = -1; head.focus(); }
    });
    bar.append(button);
  }
  if (!n) { if (bar) bar.remove(); return; }
  const d = document.body.dataset, words = n === 1 ? d.change : d.changes.replace('{n}', n);
  if (bar.firstChild.textContent !== words) bar.firstChild.textContent = words;
  announce(words, 0); // they hold the number already
}

const counts = () => [...main().querySelectorAll('[data-announce]')].map(e => e.textContent).join('. ');

function freed() { if (document.getElementById('held') && !inUse() && !document.getElementById('held').matches(':hover, :focus-within')) refresh(); }
document.addEventListener('pointerover', freed);
document.addEventListener('focusin', freed);

let acting = 0, missed = false, asked = 0;

async function refresh(now) {
  if (acting) { missed = true; return; }
  const turn = ++asked;
  try {
    const r = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (r.redirected && new URL(r.url).pathname !== location.pathname) { leave(r.url); return; }
    const html = await r.text();
    if (acting) { missed = true; return; }
    if (!r.ok || turn !== asked) return;
    const next = parse(html);
    if (!next.getElementById('main')) { location.reload(); return; }
    const n = changes(next), wait = n > 0 && !now && inUse();
    hold(wait ? n : 0);
    if (!wait) { apply(next); announce(counts(), now ? 0 : n); }
    stream.fresh();
  } catch { /* the stream tells again */ }
}

// leave goes where the server says this page's matter is now. A login leads back.
function leave(url) {
  const to = new URL(url).pathname;
  if (!to.endsWith('/login')) drafts.move(location.pathname, to);
  location.href = url;
}

// What was typed is taken out at once, so that typing can go on, and put back
// when it could not be sent.
function take(form) {
  const taken = [...form.querySelectorAll('input[type=text], textarea')].filter(f => f.id && f.value && !f.readOnly).map(f => [f.id, f.value]);
  for (const [id] of taken) document.getElementById(id).value = '';
  const field = id => document.getElementById(id);
  return {
    back() { for (const [id, words] of taken) if (field(id)) field(id).value = words + field(id).value; drafts.note(); },
    // The server's answer takes the field's place; what was typed meanwhile stays.
    rest() {
      const since = taken.map(([id]) => [id, field(id) ? field(id).value : '']);
      for (const [id] of since) if (field(id)) field(id).value = field(id).defaultValue;
      return () => {
        for (const [id, words] of since) {
          const f = field(id);
          if (!f) continue;
          const all = f.value + (f.value && words ? '\n' : '') + words;
          if (f.nodeName === 'INPUT') f.defaultValue = ''; // from now on it counts as typed: a look at the page later does not bring it again
          f.value = all;
        }
        drafts.note();
      };
    },
  };
}

// A form of texts that are changed, not sent off, keeps them. What stood in a field
// when typing began goes along, so that nobody else's words are written over.
const stays = { back() {}, rest: () => () => {} };
const kept = () => [...document.querySelectorAll('form[data-stay] textarea')];
const unsaved = () => kept().filter(f => f.began !== undefined && f.value !== f.defaultValue);

function note(form, data) {
  const sent = [...form.querySelectorAll('textarea')].filter(f => f.began !== undefined);
  for (const f of sent) data.set('was:' + f.name.slice('text:'.length), f.began);
  return () => { for (const f of sent) if (f.value === f.defaultValue) delete f.began; else f.began = f.defaultValue; };
}

document.addEventListener('input', event => {
  const f = event.target;
  if (f.nodeName === 'TEXTAREA' && f.form && f.form.dataset.stay !== undefined && f.began === undefined) f.began = f.defaultValue;
});
// Whoever leaves a field has it saved.
document.addEventListener('change', event => {
  const f = event.target;
  if (f.nodeName !== 'TEXTAREA' || !f.form || f.form.dataset.stay === undefined || f.value === f.defaultValue) return;
  send(f.form, f.form.querySelector('button[value^="save:"]'));
});
window.addEventListener('beforeunload', event => { if (unsaved().length) event.preventDefault(); });

// warn says that nothing went out, until it is put away or something does.
function warn() {
  const old = document.getElementById('warned');
  if (old) old.remove();
  const box = document.createElement('div');
  box.id = 'warned';
  box.className = 'card alarm';
  box.dataset.keep = '';
  box.setAttribute('role', 'alert');
  const p = document.createElement('p');
  p.textContent = document.body.dataset.away;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = document.body.dataset.dismiss;
  button.addEventListener('click', () => box.remove());
  box.append(p, button);
  main().prepend(box);
  box.scrollIntoView({ block: 'nearest' });
}

// hush takes away what stood until the next act.
function hush() { for (const e of main().querySelectorAll('[data-keep]')) e.remove(); }

const words = form => [...form.querySelectorAll('input[type=text], textarea')].some(f => f.value && !f.readOnly);
const flying = new Set();
let saving = Promise.resolve();

// send sends a form. What changes texts goes one after the other: a button that
// follows sees what was saved before it.
function send(form, submitter) {
  if (form.dataset.stay === undefined && !kept().length) return post(form, submitter);
  saving = saving.then(() => post(form, submitter));
  return saving;
}

async function post(form, submitter) {
  if (flying.has(form) && !words(form)) return; // a second tap on the same button
  const data = new URLSearchParams(new FormData(form, submitter));
  const boxed = form.querySelector('[data-draft]') !== null;
  const taken = form.dataset.stay === undefined ? take(form) : stays;
  const noted = form.dataset.stay === undefined ? () => {} : note(form, data);
  flying.add(form);
  acting++;
  try {
    const r = await fetch(form.action, { method: 'POST', body: data, keepalive: form.dataset.stay !== undefined });
    if (r.status === 503) throw new Error('storage is away');
    if (r.ok && r.redirected && new URL(r.url).pathname !== location.pathname) {
      if (boxed) drafts.keep(location.pathname, '');
      location.href = r.url;
      return;
    }
    const next = parse(await r.text());
    if (!next.getElementById('main')) throw new Error('no page');
    hush();
    const since = taken.rest();
    if (boxed && r.status !== 401) drafts.keep(location.pathname, '');
    if (r.status === 401) { // a login form, which holds the text
      stream.stop();
      missed = false;
    }
    apply(next);
    noted();
    since();
    lead();
  } catch { taken.back(); warn(); } finally {
    flying.delete(form);
    acting--;
  }
  if (missed && !acting) { missed = false; refresh(); }
}

// lead brings to what the answer says, or to what comes next where the button
// that was pressed is gone.
function lead() {
  const note = document.getElementById('note');
  if (note) note.scrollIntoView({ block: 'nearest' });
  if (document.activeElement !== document.body) return;
  const next = note || main().querySelector('[data-focus]') || main().querySelector('h1');
  if (!next) return;
  if (!next.hasAttribute('tabindex') && /^H/.test(next.nodeName)) next.tabIndex = -1;
  next.focus({ preventScroll: next !== note });
}

document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.logout !== undefined) drafts.clear();
  if (form.method !== 'post' || form.dataset.plain !== undefined) return;
  event.preventDefault();
  send(form, event.submitter);
});

begin(counts());
stream.start(() => refresh());
for (const e of main().querySelectorAll('[data-end]')) e.scrollTop = e.scrollHeight;
drafts.show();
cost.show();
