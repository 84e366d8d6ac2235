"""What the public shell links to because this app is there."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune import registry


def register() -> None:
    link = registry.register_public_link
    link("menu", _("News"), "/tin-tuc/", order=10)
    link("menu", _("Warnings"), "/canh-bao/", order=20)
    link("menu", pgettext_lazy("menu", "Procedures"), "/thu-tuc/", order=30)
    link("menu", _("Villages and digital teams"), "/to-cong-nghe-so/", order=50)
    link("footer", _("Report a scam or an incident"), "/bao-su-co/", order=10)
    link("footer", _("Legal documents"), "/van-ban/", order=50)
    link("about", pgettext_lazy("link", "Introduction"), "/gioi-thieu/", order=10)
    link("about", _("Accessibility"), "/tro-nang/", order=20)
    link("about", pgettext_lazy("link", "Privacy"), "/quyen-rieng-tu/", order=30)
    link("about", _("News by RSS"), "/tin-tuc/rss/", order=40)
    link("about", _("Warnings by RSS"), "/canh-bao/rss/", order=50)
