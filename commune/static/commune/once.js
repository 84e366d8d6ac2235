/* Sends each form once: the pressed button rests until the page is shown again.
   The server refuses repeats by itself; this only spares people the second click.
   A button with data-again (a download, a search) is left alone. */

const RESTING = "aria-disabled";

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || form.method !== "post" || button?.hasAttribute("data-again")) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Disabled only in looks: a truly disabled button would drop its name and value.
  button?.setAttribute(RESTING, "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll(`[${RESTING}]`)) {
      button.removeAttribute(RESTING);
    }
  }
});
