"""All rulebooks that are installed; each is one model and known by its name."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst

from commune import conf
from commune.models.rulebook import RulebookQuerySet, RulebookRow, RuleStatus


def books() -> dict[str, type[RulebookRow]]:
    """Return the models of all rulebooks by name, as files and commands call them."""
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, RulebookRow) and not model._meta.auto_created
    ]
    return {model._meta.model_name: model for model in found}


def books_for(user, *acts: str) -> list[type[RulebookRow]]:
    """Return the rulebooks on which the account has all of some rights."""
    return [
        model
        for model in books().values()
        if all(
            user.has_perm(f"{model._meta.app_label}.{act}_{model._meta.model_name}")
            for act in acts
        )
    ]


def unverified_before(today: date) -> date:
    """Return the day since when a row must have been verified."""
    return today - timedelta(days=conf.rulebook_verified_days())


def to_verify(model: type[RulebookRow], *, today: date) -> RulebookQuerySet:
    """Return the rows in force that were not checked within the set days."""
    return model.objects.valid(on=today).to_verify(before=unverified_before(today))


@dataclass(frozen=True)
class State:
    """What the overview says of one book."""

    model: type[RulebookRow]
    in_force: int
    to_confirm: int
    to_verify: int
    next_change: date | None

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def url(self) -> str:
        """Return the address of the book's list in the admin."""
        return reverse(f"{self.name}:index")

    @property
    def label(self) -> str:
        return capfirst(self.model._meta.verbose_name_plural)


def state(model: type[RulebookRow], *, today: date) -> State:
    """Return the figures of one book on a day."""
    valid = model.objects.valid(on=today)
    coming = [
        *model.objects.exclude(status=RuleStatus.OLD)
        .filter(valid_from__gt=today)
        .order_by("valid_from")
        .values_list("valid_from", flat=True)[:1],
        *valid.filter(valid_to__gt=today)
        .order_by("valid_to")
        .values_list("valid_to", flat=True)[:1],
    ]
    return State(
        model=model,
        in_force=valid.count(),
        to_confirm=valid.filter(status=RuleStatus.TO_CONFIRM).count(),
        to_verify=to_verify(model, today=today).count(),
        next_change=min(coming, default=None),
    )
