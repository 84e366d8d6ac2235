"""The rows that a new house starts with; the office amends them."""

from pathlib import Path
from zlib import crc32

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from simple_history.utils import bulk_create_with_history

from commune.rulebook import seeds
from commune.vietnamese import slugify

DATA = Path(__file__).resolve().parents[1] / "data"
FILE = DATA / "office.yaml"
RETENTION = DATA / "retention.yaml"


def fill_when_migrated(app: AppConfig) -> None:
    post_migrate.connect(_receive, sender=app, weak=False, dispatch_uid="office-hours")


def _receive(sender: AppConfig, using: str, **kwargs: object) -> None:
    from commune.models import Holiday, OfficeHours, RetentionPeriod

    tables = connections[using].introspection.table_names()
    if using != "default" or RetentionPeriod._meta.db_table not in tables:
        return
    if not OfficeHours.objects.exists():
        rows = seeds.read(FILE)
        seeds.load(OfficeHours, rows["office_hours"])
        seeds.load(Holiday, rows["holidays"])
    seeds.load(RetentionPeriod, seeds.read(RETENTION)["retention_periods"])
    _fill_abbreviations()


def _fill_abbreviations() -> None:
    from commune.models import SpeechAbbreviation
    from commune.vietnamese.speech import COMMON_ABBREVIATIONS

    if SpeechAbbreviation.objects.exists():
        return
    rows = [
        SpeechAbbreviation(
            code=_code(short), label=short, short=short, spoken=spoken.strip()
        )
        for short, spoken in COMMON_ABBREVIATIONS.items()
    ]
    bulk_create_with_history(rows, SpeechAbbreviation)


def _code(short: str) -> str:
    """Return a code that tells TP, TP. and Tp. apart."""
    return f"{slugify(short) or 'chu'}-{crc32(short.encode()):08x}"
