// Hears from the server that what the page shows has changed, and says when the
// line is lost: since when nothing is known, while all that was typed stays.
//
// A page that says after which change it was shown misses nothing and is looked at
// again only when something changed, and once a minute for what it says of time.

const dead = 25000; // two heartbeats that did not come
const rests = 1000; // between two looks at a busy page
const minute = 60000;

let source, look, timer, worry;
let heard = Date.now(), fine = Date.now(), looked = 0;
let last = '';
const whole = () => new URL(document.body.dataset.live, location.href).searchParams.has('since');

export function start(refresh) {
  look = refresh;
  if (!document.body.dataset.live) return;
  listen();
  setInterval(check, 5000);
  if (!whole()) return;
  setInterval(() => { if (!document.hidden) soon(); }, minute);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() - looked > minute) soon(); });
}

export function stop() {
  if (source) source.close();
  source = null;
  found();
}

// fresh notes that the page was just read.
export function fresh() { fine = looked = Date.now(); }

function listen() {
  if (source) source.close();
  const at = new URL(document.body.dataset.live, location.href);
  if (last) at.searchParams.set('since', last);
  heard = Date.now();
  source = new EventSource(at);
  const hears = event => {
    heard = fine = Date.now();
    if (event.lastEventId) last = event.lastEventId;
    found();
  };
  for (const name of ['changed', 'reset']) source.addEventListener(name, event => { hears(event); soon(); });
  // A stream that does not say where it begins compares with what was there then:
  // what changed between the page and that moment is asked for once.
  let begun = false;
  source.addEventListener('open', () => { begun = !whole(); });
  source.addEventListener('alive', event => { hears(event); if (begun) { begun = false; soon(); } });
  source.addEventListener('away', () => { heard = Date.now(); lost(); });
  source.addEventListener('error', () => { worry = worry || setTimeout(lost, 5000); });
}

function check() {
  if (!source || Date.now() - heard <= dead) return;
  lost();
  listen();
  soon();
}

// soon looks at the page again, now or as soon as it has rested.
function soon() {
  if (!whole()) { look(); return; }
  timer = timer || setTimeout(() => { timer = 0; looked = Date.now(); look(); }, Math.max(0, looked + rests - Date.now()));
}

// lost says since when nothing is known.
function lost() {
  if (!source || document.getElementById('lost')) return;
  const words = document.body.dataset.lost;
  if (!words) return;
  const at = new Date(fine).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  const p = document.createElement('p');
  p.id = 'lost';
  p.className = 'card alarm';
  p.dataset.keep = '';
  p.setAttribute('role', 'status');
  document.getElementById('main').prepend(p);
  p.textContent = words.replace('{t}', at);
}

function found() {
  clearTimeout(worry);
  worry = 0;
  const p = document.getElementById('lost');
  if (p) p.remove();
}
