// Says below a reply box what the message costs as it is typed. The text goes in
// the body of a request, never in an address.

let waiting, asked = 0;

async function ask(box) {
  const form = new URLSearchParams(new FormData(box.form));
  const turn = ++asked;
  try {
    const r = await fetch(box.dataset.cost, { method: 'POST', body: form });
    const words = r.ok && !r.redirected ? await r.text() : '';
    const said = document.getElementById('cost');
    if (words && said && turn === asked && said.textContent !== words) said.textContent = words;
  } catch { /* the next letter asks again */ }
}

export function show() {
  clearTimeout(waiting);
  const box = document.querySelector('textarea[data-cost]');
  if (box && box.value.trim()) waiting = setTimeout(ask, 300, box);
}

document.addEventListener('input', event => {
  if (event.target.dataset.cost === undefined) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 300, event.target);
});
