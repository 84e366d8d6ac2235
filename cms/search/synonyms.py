from django.db import models
from django.utils.translation import gettext_lazy as _

from commune.models import RulebookRow
from commune.vietnamese import fold


class SearchSynonym(RulebookRow):
    """What people type, and the words that the pages use instead."""

    alias = models.CharField(_("people type"), max_length=60)
    words = models.CharField(_("the pages say"), max_length=200)

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("search synonym")
        verbose_name_plural = _("search synonyms")

    def __str__(self):
        return f"{self.alias} → {self.words}"


def folded_synonyms(*, on) -> dict[str, str]:
    rows = SearchSynonym.objects.valid(on=on).values_list("alias", "words")
    return {fold(alias): fold(words) for alias, words in rows}
