/* Words that Wagtail takes from elsewhere than the language of the page.

   No module: it must run before the comments' script, which asks for the browser's own
   way to write dates as soon as it is loaded. */

Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
  construct(stock, [locales, options]) {
    const own = locales?.length ? locales : document.documentElement.lang;
    return new stock(own, options);
  },
});

(() => {
  // Two of its templates hold <input value="Search"> in every language.
  const stock = 'input[type="submit"][value="Search"]';
  const translate = (button) => {
    button.value = window.django?.gettext?.('Search') ?? button.value;
  };
  const translateIn = (root) => root.querySelectorAll?.(stock).forEach(translate);
  document.addEventListener('DOMContentLoaded', () => translateIn(document));
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(translateIn);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
