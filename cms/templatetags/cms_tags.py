from django import template
from django.utils import timezone
from django.utils.html import format_html

from cms import conf
from cms.pages import WarningPage
from cms.pages.base import address_of
from cms.pages.openness import shown
from commune.vietnamese import format_money, format_phone, parse_phone
from commune.vietnamese.phones import PhoneError

register = template.Library()

LEVEL_CLASSES = {1: "info", 2: "caution", 3: "urgent"}
LEVEL_BADGES = {1: "info", 2: "wait", 3: "p1"}
SECTION_ICONS = {
    "/thu-tuc/": "file",
    "/lop-hoc/": "book",
    "/bao-su-co/": "shield",
    "/to-cong-nghe-so/": "users",
    "/van-ban/": "news",
    "/canh-bao/": "alert",
    "/tin-tuc/": "news",
}


@register.filter
def address(page) -> str:
    """Return a page's path without a query."""
    return address_of(page)


@register.filter
def absolute(path: str) -> str:
    """Return the full address of a path on this site."""
    return f"{conf.base_url()}{path}"


@register.filter
def level_class(level: int) -> str:
    return LEVEL_CLASSES.get(level, "info")


@register.filter
def level_badge(level: int) -> str:
    return LEVEL_BADGES.get(level, "info")


@register.filter
def section_icon(address: str) -> str:
    """Return the icon for a section of the site; other sites get the globe."""
    return SECTION_ICONS.get(address, "globe")


@register.filter
def money(amount: int) -> str:
    return format_money(amount)


@register.filter
def telephone(text: str) -> str:
    """Return a number as a link to call it; other words stay as they are."""
    try:
        number = parse_phone(text)
    except PhoneError:
        digits = "".join(sign for sign in text if sign.isdigit())
        if not 3 <= len(digits) <= 6:
            return text
        return format_html('<a href="tel:{}">{}</a>', digits, text)
    return format_html('<a href="tel:{}">{}</a>', number, format_phone(number))


@register.simple_tag
def current_warnings():
    """Return the warnings that run now, the most urgent first; one query."""
    warnings = shown(WarningPage.objects.current(at=timezone.now()))
    return list(warnings.only("title", "url_path", "level", "message", "ends_at"))
