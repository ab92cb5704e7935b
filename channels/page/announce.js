// Tells a screen reader what became of a list, at most every half minute, and never
// in the middle of what it says: a busy queue must not talk all the time. What happens
// in between is told together: "3 changes".

const often = 30000;
let said = '', next = '', count = 0, at = -often, timer, box;

// begin notes the words that the page began with, which whoever opens it reads anyway.
// What a reader is to hear stands in a box that was there before.
export function begin(words) {
  said = next = words;
  box = document.createElement('p');
  box.id = 'announced';
  box.className = 'heard';
  box.setAttribute('role', 'status');
  document.body.append(box);
}

// announce says words when it is time, and of several only the last, after how many
// changes that makes: n more of them.
export function announce(words, n) {
  next = words;
  count += n;
  if (!due() || timer) return;
  timer = setTimeout(tell, Math.max(0, at + often - performance.now()));
}

const due = () => next && (count > 0 || next !== said);

function tell() {
  timer = 0;
  if (!due()) return;
  const d = document.body.dataset, many = count === 1 ? d.single : d.several.replace('{n}', count);
  at = performance.now();
  box.textContent = count > 0 ? many + '. ' + next : next;
  said = next;
  count = 0;
}
