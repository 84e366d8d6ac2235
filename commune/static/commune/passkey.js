/* Shows the page's own notice when a passkey is refused or the dialog is closed. */
document.addEventListener('allauth.error', (event) => {
  const notice = document.querySelector('[data-passkey-error]');
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
  notice.scrollIntoView({ block: 'center' });
});
