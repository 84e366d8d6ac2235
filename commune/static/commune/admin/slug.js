/* Vietnamese slugs while one types: Wagtail's own makes "djang-ky" of "Đăng ký" and
   drops every letter with two marks ("số" becomes "s").

   The same rule as commune/vietnamese/slug.py; a browser test compares them. The events
   are caught before Wagtail's controllers see them. */

const MAX_LENGTH = 100;

export function slugify(text) {
  const words = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^0-9a-z]+/g, ' ')
    .trim();
  const slug = words.replaceAll(' ', '-');
  if (slug.length <= MAX_LENGTH) return slug;
  const end = slug.slice(0, MAX_LENGTH + 1).lastIndexOf('-');
  return slug.slice(0, end > 0 ? end : MAX_LENGTH);
}

function onSlugField(type, handle) {
  document.addEventListener(
    type,
    (event) => {
      if (!event.target.matches?.('input[data-controller~="w-slug"]')) return;
      event.stopImmediatePropagation();
      handle(event);
    },
    true,
  );
}

// Does the slug still follow the title? If not, an editor chose it, and it stays.
onSlugField('w-sync:check', (event) => {
  const { value } = event.target;
  if (value && value !== slugify(event.detail.value)) event.preventDefault();
});

onSlugField('w-sync:apply', (event) => {
  event.preventDefault();
  event.target.value = slugify(event.detail.value);
});

onSlugField('blur', (event) => {
  event.target.value = slugify(event.target.value);
});
