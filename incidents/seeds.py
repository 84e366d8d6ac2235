"""The rulebook rows that the app ships: categories, guess words, clocks.

They come after each migrate, so that a blank host and the tests have them too. Where
there are categories already nothing is touched: the office may have amended them.
"""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from commune.rulebook import seeds

DATA = Path(__file__).parent / "data"


def fill_when_migrated(app: AppConfig) -> None:
    post_migrate.connect(
        _receive, sender=app, weak=False, dispatch_uid="incidents-rulebook"
    )


def _receive(sender, using, **kwargs) -> None:
    from incidents.models import NationalCategory

    tables = connections[using].introspection.table_names()
    if using == "default" and NationalCategory._meta.db_table in tables:
        fill()


def fill() -> int:
    """Insert what is missing and return how many rows; 0 where it was done before."""
    return _fill_own_rules() + _fill_national()


def _fill_own_rules() -> int:
    from incidents.models import Category, DeadlineRule, InternalTarget

    if Category.objects.exists():
        return 0
    clocks = seeds.read(DATA / "deadlines.yaml")
    return (
        _fill_categories()
        + _fill_guess_rules()
        + seeds.load(DeadlineRule, clocks["deadline_rules"])
        + seeds.load(InternalTarget, clocks["internal_targets"])
    )


def _fill_categories() -> int:
    from incidents.models import Category

    rows = seeds.read(DATA / "categories.yaml")["categories"]
    return seeds.load(Category, [_category(n, row) for n, row in enumerate(rows)])


def _category(position: int, row: dict) -> dict:
    rsit_class, rsit_type = row["rsit"].split(":")
    return {
        "code": f"{rsit_class}--{rsit_type}",
        "rsit_class": rsit_class,
        "rsit_type": rsit_type,
        "label": row["label"],
        "label_en": row["label_en"],
        "plain": row["plain"],
        "examples": row["examples"],
        "default_factors": row["factors"],
        "severity_floor": row.get("floor", ""),
        "is_sensitive": row.get("sensitive", False),
        "position": position + 1,
    }


def _fill_guess_rules() -> int:
    from incidents.models import Category, GuessRule

    categories = {category.rsit: category for category in Category.objects.all()}
    rows = seeds.read(DATA / "guess_rules.yaml")["guess_rules"]
    return seeds.load(
        GuessRule,
        [row | {"category": categories.get(row.get("category", ""))} for row in rows],
    )


def _fill_national() -> int:
    """Load the vocabularies once, and enter their codes where none stands yet."""
    from incidents.models import (
        Category,
        DeadlineRule,
        NationalCategory,
        NationalLevel,
        Recipient,
    )

    if NationalCategory.objects.exists():
        return 0
    national: dict[str, Any] = seeds.read(DATA / "national.yaml")
    groups = national["groups_of_categories"]
    for category in Category.objects.filter(national_code=""):
        group = groups.get(category.rsit, groups.get(category.rsit_class, ""))
        _enter(category, "national_code", group)
    for rule in DeadlineRule.objects.filter(recipient_code=""):
        codes = national["recipients_of_clocks"]
        _enter(rule, "recipient_code", codes.get(rule.code, ""))
    return (
        seeds.load(NationalCategory, national["national_categories"])
        + seeds.load(NationalLevel, national["national_levels"])
        + seeds.load(Recipient, national["recipients"])
    )


def _enter(row, name: str, code: str) -> None:
    if code:
        setattr(row, name, code)
        row.save()
