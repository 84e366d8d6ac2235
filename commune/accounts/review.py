"""The yearly review: one round through all accounts, each kept or not by a person."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from commune import conf
from commune.access import roles
from commune.models import AccountReview, ReviewMark


class ReviewOpen(Exception):
    """Accounts without a decision: the round cannot end."""


def current() -> AccountReview | None:
    return AccountReview.objects.filter(is_open=True).first()


def last_finished() -> AccountReview | None:
    finished = AccountReview.objects.filter(is_open=False)
    return finished.order_by("-finished_at").first()


def due_at(now: datetime) -> datetime:
    """Return when the next round is due; without one yet, a year after the first
    account was made.
    """
    last = last_finished()
    if last and last.finished_at:
        return last.finished_at + conf.review_every()
    joined = get_user_model().objects.order_by("date_joined")
    first = joined.values_list("date_joined", flat=True).first()
    return (first or now) + conf.review_every()


def is_due(now: datetime) -> bool:
    return due_at(now) <= now


@transaction.atomic
def start(*, actor) -> AccountReview:
    """Begin a round, or return the one that is open."""
    review, _is_new = AccountReview.objects.get_or_create(
        is_open=True,
        defaults={"started_at": timezone.now(), "started_by": actor},
    )
    return review


@transaction.atomic
def mark(review: AccountReview, user, choice: str, *, actor) -> ReviewMark:
    """Write what was decided on one account; a later decision replaces it."""
    names = [roles.label(group) for group in user.groups.order_by("name")]
    made, _is_new = ReviewMark.objects.update_or_create(
        review=review,
        user=user,
        defaults={
            "choice": choice,
            "role_names": ", ".join(names)[:400],
            "reviewer": actor,
            "reviewed_at": timezone.now(),
        },
    )
    return made


def unmarked(review: AccountReview):
    """Return the accounts in use on which nothing is decided in this round."""
    return (
        get_user_model()
        .objects.filter(is_active=True)
        .exclude(pk__in=review.marks.values("user_id"))
    )


@transaction.atomic
def finish(review: AccountReview, *, actor) -> None:
    """End the round; raise ReviewOpen while an account in use has no decision."""
    if unmarked(review).exists():
        raise ReviewOpen
    AccountReview.objects.filter(pk=review.pk, is_open=True).update(
        is_open=False, finished_at=timezone.now(), finished_by=actor
    )
