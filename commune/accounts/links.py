"""Links with which a person chooses a password: made by an administrator, used once.

The text of a link is computed from a random `nonce` in its row and the site's secret
key, so that neither the table nor the outbox holds it: the mail gets it as it leaves.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commune import conf, outbox
from commune.accounts import login_log
from commune.models import AccountLink, AccountRecord
from commune.models.accounts import LoginAct
from commune.models.outbox import Channel
from commune.outbox.outcomes import Refused
from commune.people import name_of

SALT = "commune.accounts.links"
KEY = "account-link-"
PLACE = "[[link]]"
DOUBLE_CLICK = timedelta(seconds=5)


class LinkGone(Exception):
    """The link is unknown, used, revoked or too old, or its account is off."""


class NoLink(Exception):
    """No link can be made: the account is switched off."""


def text_of(nonce: str) -> str:
    """Return the secret part of a link: 256 bits from its nonce and the secret key."""
    digest = salted_hmac(SALT, nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def url_of(link: AccountLink) -> str:
    """Return the whole address, built from BASE_URL."""
    return conf.base_url() + reverse("account_link", args=[text_of(link.nonce)])


@transaction.atomic
def make(user, *, actor, request=None, at: datetime | None = None) -> AccountLink:
    """Make a link for an account and mail it where the account has an address.

    An earlier link is revoked; a second click within seconds gets the first link.
    Raises NoLink for an account that is switched off.
    """
    now = at or timezone.now()
    # Two administrators at once wait for each other: one link is open at a time.
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise NoLink
    fresh = AccountLink.objects.usable(at=now).filter(
        user=user, created_by=actor, created_at__gt=now - DOUBLE_CLICK
    )
    if link := fresh.first():
        return link
    revoke(user, at=now)
    nonce = secrets.token_hex(32)
    link = AccountLink.objects.create(
        user=user,
        is_invitation=not user.has_usable_password(),
        nonce=nonce,
        digest=digest_of(text_of(nonce)),
        created_by=actor,
        created_at=now,
        expires_at=now + conf.account_link_kept(),
    )
    login_log.record(LoginAct.LINK_MADE, user, request=request, actor=actor)
    _mail(link)
    return link


def revoke(user, *, at: datetime) -> None:
    AccountLink.objects.unanswered().filter(user=user).update(revoked_at=at)


def find(digest: str, *, at: datetime) -> AccountLink:
    """Return the usable link with this digest; raise LinkGone where there is none."""
    link = AccountLink.objects.usable(at=at).filter(digest=digest).first()
    if link is None:
        raise LinkGone
    return link


@transaction.atomic
def use(link: AccountLink, password: str, *, request=None, at: datetime | None = None):
    """Set the password, once; return the account, whose idle time counts anew.

    Of two at the same moment the second finds the row taken: raises LinkGone.
    """
    now = at or timezone.now()
    rows = AccountLink.objects.usable(at=now).filter(pk=link.pk)
    if not rows.update(used_at=now):
        raise LinkGone
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    AccountRecord.objects.update_or_create(user=user, defaults={"counted_from": now})
    login_log.record(LoginAct.LINK_USED, user, request=request)
    if not link.is_invitation:
        _tell(link)
    return user


def revoke_when_changed(sender, user=None, **kwargs) -> None:
    """End open links when the password was changed in another way."""
    if user is not None:
        revoke(user, at=timezone.now())


def _tell(link: AccountLink) -> None:
    """Tell the person: an administrator who used the link would not stay unseen."""
    user = link.user
    subject = _("The password of %(account)s was changed by a link") % {
        "account": user.get_username()
    }
    body = _(
        "The link was made by %(maker)s. If nobody agreed this with you, change the"
        " password and tell the office at once."
    ) % {"maker": name_of(link.created_by)}
    recipients = {Channel.IN_APP: user.get_username(), Channel.EMAIL: user.email}
    for channel, recipient in recipients.items():
        if recipient:
            outbox.put(
                key=f"account-changed-{link.pk}-{channel}",
                channel=channel,
                recipient=recipient,
                subject=subject,
                body=body,
            )


def _mail(link: AccountLink) -> None:
    user = link.user
    if not user.email:
        return
    subject, opening = _words(link)
    body = _(
        "%(opening)s\n\n%(place)s\n\nThe link works once, until %(until)s. Do not pass"
        " it on. It was made by %(maker)s."
    ) % {
        "opening": opening,
        "place": PLACE,
        "until": f"{timezone.localtime(link.expires_at):%d/%m/%Y %H:%M}",
        "maker": name_of(link.created_by),
    }
    outbox.put(
        key=f"{KEY}{link.pk}",
        channel=Channel.EMAIL,
        recipient=user.email,
        subject=subject,
        body=body,
        about=user.get_username(),
    )


def _words(link: AccountLink) -> tuple[str, str]:
    names = {
        "commune": conf.commune()["name"],
        "account": link.user.get_username(),
    }
    if link.is_invitation:
        return (
            _("Your account at %(commune)s") % names,
            _(
                "There is an account %(account)s for you at %(commune)s. Open the link"
                " and choose your own password:"
            )
            % names,
        )
    return (
        _("A new password for %(account)s") % names,
        _("Open the link and choose a new password for the account %(account)s:")
        % names,
    )


def fill_mail(key: str, body: str) -> str:
    """Put the link into its mail as it leaves; raise Refused for one that is gone."""
    number = key.removeprefix(KEY)
    link = (
        AccountLink.objects.usable(at=timezone.now())
        .filter(pk=int(number) if number.isdecimal() else 0)
        .first()
    )
    if link is None or digest_of(text_of(link.nonce)) != link.digest:
        raise Refused("the link is gone")
    return body.replace(PLACE, url_of(link))
