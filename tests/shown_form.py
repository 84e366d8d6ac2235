"""A form as its page shows it, read from the page as a browser reads it."""

from bs4 import BeautifulSoup, Tag


def as_shown(html: str) -> dict[str, list[str]]:
    """Return what a browser would send of the page's longest form, untouched."""
    found = BeautifulSoup(html, "html.parser").find_all("form", method=_posts)
    form = max(found, key=lambda form: len(form.find_all(["input", "select"])))
    data: dict[str, list[str]] = {}
    for part in form.find_all(["input", "textarea", "select"]):
        if part.get("name") and (values := _values(part)):
            data.setdefault(part["name"], []).extend(values)
    return data


def _posts(method: str | None) -> bool:
    return (method or "").lower() == "post"


def _values(part: Tag) -> list[str]:
    if part.name == "textarea":
        return [part.text.removeprefix("\n")]
    if part.name == "select":
        options = part.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not part.has_attr("multiple"):
            chosen = options[:1]
        return [option.get("value", "") for option in chosen]
    if part.get("type") in {"checkbox", "radio"}:
        return [part.get("value", "on")] if part.has_attr("checked") else []
    return [] if part.get("type") in {"submit", "file"} else [part.get("value", "")]
