/* Shows under each field with data-count how many characters are left. */

for (const field of document.querySelectorAll("[data-count]")) {
  const most = Number(field.dataset.count);
  const line = document.createElement("p");
  line.className = "meta num";
  line.setAttribute("aria-live", "polite");
  field.after(line);
  const show = () => {
    const used = [...field.value.normalize("NFC")].length;
    line.textContent = `${used}/${most}`;
    line.classList.toggle("field__error", used > most);
  };
  field.addEventListener("input", show);
  show();
}
