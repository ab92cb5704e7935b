// Tells a screen reader what became of a list, at most every half minute, and never
// in the middle of what it says: a busy queue must not talk all the time.

const often = 30000;
let said = '', next = '', at = -often, timer;

// announce says words when it is time, and of several only the last; known are those
// that the page began with, which whoever opens it reads anyway.
export function announce(words, known) {
  if (known) said = words;
  next = words;
  if (next === said || timer) return;
  timer = setTimeout(tell, Math.max(0, at + often - performance.now()));
}

function tell() {
  timer = 0;
  if (next === said) return;
  let box = document.getElementById('announced');
  if (!box) {
    box = document.createElement('p');
    box.id = 'announced';
    box.className = 'heard';
    box.setAttribute('role', 'status');
    document.body.append(box);
  }
  said = next;
  at = performance.now();
  box.textContent = said;
}
