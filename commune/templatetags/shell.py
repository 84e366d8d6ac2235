"""What the apps registered for the two shells."""

from django import template

from commune import registry

register = template.Library()


@register.simple_tag
def staff_shortcuts(user) -> list[registry.Shortcut]:
    return registry.shortcuts_for(user)


@register.simple_tag
def public_links(place: str) -> list[registry.PublicLink]:
    """Return the links of `place`: `menu`, `footer` or `about`."""
    return registry.public_links(place)


@register.filter
def is_under(path: str, url: str) -> bool:
    """Say whether the page at `path` belongs to the section at `url`."""
    return bool(path) and path.startswith(url)
