// Makes one tree of elements like another one and touches only what differs, so
// that focus, selection, scrolling, what is open and what is typed stay as they
// are. Elements with an id are known by it.

// What is marked data-keep, such as an alert, stands until the next act; a look
// at the page that lacks it does not take it away.
const ours = node => node.nodeType === 1 && node.dataset.keep !== undefined;

export function morph(old, next) {
  if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName || (old.id || '') !== (next.id || '')) { old.replaceWith(next); return; }
  if (old.nodeType !== 1) { if (old.data !== next.data) old.data = next.data; return; }
  const typed = typing(old);
  attributes(old, next);
  if (old.dataset.own !== undefined) return; // the script writes what is in it
  if (old.nodeName === 'TEXTAREA') { if (old.defaultValue !== next.defaultValue) old.defaultValue = next.defaultValue; } else children(old, next);
  if (!typed) follow(old);
}

// typing reports whether somebody changed a field since the server gave it.
export function typing(field) {
  switch (field.nodeName) {
    case 'TEXTAREA': return field.value !== field.defaultValue;
    case 'INPUT': return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.type !== 'hidden' && field.value !== field.defaultValue;
  }
  return false;
}

// follow gives a field that nobody changed what the server says now.
function follow(field) {
  if (field.nodeName === 'TEXTAREA' && field.value !== field.defaultValue) field.value = field.defaultValue;
  if (field.nodeName !== 'INPUT') return;
  if (/^(checkbox|radio)$/.test(field.type)) field.checked = field.defaultChecked;
  else if (field.type !== 'hidden' && field.value !== field.defaultValue) field.value = field.defaultValue;
}

function attributes(old, next) {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && !(name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function children(old, next) {
  const wanted = new Set([...next.children].map(e => e.id).filter(id => id));
  for (const e of [...old.children]) if (e.id && !wanted.has(e.id) && !ours(e)) e.remove();
  const known = new Map([...old.children].filter(e => e.id).map(e => [e.id, e]));
  let at = old.firstChild;
  for (const n of [...next.childNodes]) {
    while (at && ours(at)) at = at.nextSibling;
    const same = n.id && known.get(n.id);
    if (same) {
      while (at && at !== same && !at.id) { const gone = at; at = at.nextSibling; if (!ours(gone)) gone.remove(); }
      if (at === same) at = at.nextSibling; else old.insertBefore(same, at);
      morph(same, n);
    } else if (at && !at.id && !n.id && at.nodeName === n.nodeName) {
      const like = at;
      at = at.nextSibling;
      morph(like, n);
    } else old.insertBefore(n, at);
  }
  while (at) { const gone = at; at = at.nextSibling; if (!ours(gone)) gone.remove(); }
}
