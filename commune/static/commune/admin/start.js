/* Starts Wagtail's widgets from data attributes: no inline script, so a strict CSP.

   <span hidden data-start="initDateChooser" data-start-args='["id_x", {...}]'>
   A name that begins with a capital letter is a class. Content that comes later (a new
   row of an InlinePanel, a dialog) is found by the observer. */

function start(element) {
  const make = window[element.dataset.start];
  const args = JSON.parse(element.dataset.startArgs);
  const isClass = /^[A-Z]/.test(element.dataset.start);
  delete element.dataset.start;
  if (typeof make !== 'function') return;
  if (isClass) new make(...args);
  else make(...args);
}

function startAllIn(root) {
  if (root.matches?.('[data-start]')) start(root);
  root.querySelectorAll?.('[data-start]').forEach(start);
}

startAllIn(document);
new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(startAllIn);
}).observe(document.documentElement, { childList: true, subtree: true });
