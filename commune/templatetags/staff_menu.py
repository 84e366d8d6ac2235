from django import template

from commune import registry

register = template.Library()


@register.simple_tag
def staff_shortcuts(user) -> list[registry.Shortcut]:
    """Return the menu entries that the apps registered for this user."""
    return registry.shortcuts_for(user)
