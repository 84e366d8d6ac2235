"""The page on which a fresh link is shown once, to be handed over in person."""

from commune.models import AccountLink

FRESH = "fresh_account_link"


def show_once(request, link: AccountLink) -> None:
    """Remember the row, not the link itself, for the page that comes next."""
    request.session[FRESH] = link.pk


def take_fresh(request, user, *, at) -> AccountLink | None:
    """Return the link that was just made for this account; the second time None."""
    pk = request.session.get(FRESH)
    link = AccountLink.objects.usable(at=at).filter(pk=pk, user=user).first()
    if link is not None:
        del request.session[FRESH]
    return link
