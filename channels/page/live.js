// Keeps a page fresh: forms are sent without a reload, and the page is fetched
// again when its stream says that it changed. Without this script everything
// works too, by plain forms and reloads.
(() => {
  const main = () => document.getElementById('main');

  // What somebody is typing, and where they are, survives a refresh.
  function keep() {
    const active = document.activeElement;
    const fields = {};
    for (const f of main().querySelectorAll('input[type=text], textarea')) if (f.id) fields[f.id] = f.value;
    const scrolls = [...main().querySelectorAll('[data-end]')].map(e => e.scrollHeight - e.scrollTop - e.clientHeight < 40 ? -1 : e.scrollTop);
    return { fields, scrolls, id: active && active.id, start: active && active.selectionStart };
  }

  function restore(kept) {
    for (const id in kept.fields) { const f = document.getElementById(id); if (f) f.value = kept.fields[id]; }
    ends(kept.scrolls);
    const f = kept.id && document.getElementById(kept.id);
    if (f) { f.focus({ preventScroll: true }); if (kept.start != null && f.setSelectionRange && f.type !== 'checkbox') f.setSelectionRange(kept.start, kept.start); }
  }

  function ends(scrolls) {
    main().querySelectorAll('[data-end]').forEach((e, i) => { e.scrollTop = !scrolls || scrolls[i] === undefined || scrolls[i] < 0 ? e.scrollHeight : scrolls[i]; });
  }

  function show(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const inner = next.getElementById('main');
    if (!inner) return location.reload();
    const kept = keep();
    main().replaceWith(document.adoptNode(inner));
    restore(kept);
  }

  async function refresh() {
    try {
      const r = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (r.redirected) location.href = r.url; else if (r.ok) show(await r.text());
    } catch { /* the stream tells again */ }
  }

  // What was typed is taken out at once, so that typing can go on, and put back
  // when it could not be sent.
  function take(form) {
    const taken = [...form.querySelectorAll('input[type=text], textarea')].filter(f => f.id && f.value).map(f => [f.id, f.value]);
    for (const [id] of taken) document.getElementById(id).value = '';
    return () => { for (const [id, words] of taken) { const f = document.getElementById(id); if (f) f.value = words + f.value; } };
  }

  function warn() {
    const p = document.createElement('p');
    p.className = 'card alarm';
    p.setAttribute('role', 'alert');
    p.textContent = document.body.dataset.away;
    main().prepend(p);
  }

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (form.method !== 'post' || form.dataset.plain !== undefined) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const back = take(form);
    try {
      const r = await fetch(form.action, { method: 'POST', body: data });
      if (r.ok && r.redirected && new URL(r.url).pathname !== location.pathname) { location.href = r.url; return; }
      const page = await r.text();
      if (!r.ok && !page.includes('id="main"')) throw new Error(page);
      show(page);
      if (!r.ok) back();
    } catch { back(); warn(); }
  });

  let heard = Date.now();
  let source;
  function listen() {
    const path = document.body.dataset.live;
    if (!path) return;
    if (source) source.close();
    heard = Date.now();
    source = new EventSource(path);
    source.addEventListener('changed', () => { heard = Date.now(); refresh(); });
    source.addEventListener('alive', () => { heard = Date.now(); });
  }
  setInterval(() => { if (source && Date.now() - heard > 25000) { listen(); refresh(); } }, 5000);
  listen();
  ends();
})();
