/* Lets a running autosave finish before a form of the editor is sent by its button.

   A new page that is being saved by itself has no address yet: sent at that moment, the
   form would make a second page and be refused because its address is taken. */

let isSaving = false;
let held = null;

function send({ form, submitter }) {
  if (submitter?.name) {
    // The button may be disabled by now, and a disabled button sends no name.
    const named = document.createElement('input');
    named.type = 'hidden';
    named.name = submitter.name;
    named.value = submitter.value;
    form.append(named);
  }
  form.requestSubmit();
}

function settle() {
  isSaving = false;
  if (!held) return;
  const waiting = held;
  held = null;
  send(waiting);
}

document.addEventListener('w-autosave:save', (event) => {
  isSaving = true;
  // Somebody may call it off, and then neither success nor error follows.
  queueMicrotask(() => { if (event.defaultPrevented) settle(); });
});
document.addEventListener('w-autosave:success', settle);
document.addEventListener('w-autosave:error', settle);
document.addEventListener('submit', (event) => {
  if (!isSaving || !event.target.matches('[data-edit-form]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held = { form: event.target, submitter: event.submitter };
}, true);
