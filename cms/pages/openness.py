"""Which pages anybody may read, decided inside the one query that reads them."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def closed(prefix: str = "") -> Exists:
    """Return a condition: the page or one above it is kept from the public.

    Wagtail's `public()` asks the database again for each list. `prefix` leads from the
    queried model to the page, as in "page__".
    """
    return Exists(
        PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef(f"{prefix}path"), 1, Length("page__path"))
        )
    )


def shown(pages):
    """Keep the published pages that anybody may read."""
    return pages.filter(~closed(), live=True)
