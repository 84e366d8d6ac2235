from django import template
from django.utils.translation import gettext as _

from commune.accounts import login_log

register = template.Library()

# The first that is found counts: Edge and Opera name Chrome too, Chrome names Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "coc_coc": "Cốc Cốc",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device_name(user_agent: str) -> str:
    """Return "Chrome, Android" for what a browser says of itself."""
    found = [
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or _("Unknown device")


@register.simple_tag
def own_sign_ins(user):
    """Return the last sign-ins of the person who looks."""
    return login_log.own_sign_ins(user)
