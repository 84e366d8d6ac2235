"""The opening hours that a new house starts with; the office amends them."""

from pathlib import Path

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from commune.rulebook import seeds

FILE = Path(__file__).resolve().parents[1] / "data" / "office.yaml"


def fill_when_migrated(app: AppConfig) -> None:
    post_migrate.connect(_receive, sender=app, weak=False, dispatch_uid="office-hours")


def _receive(sender, using, **kwargs) -> None:
    from commune.models import Holiday, OfficeHours

    tables = connections[using].introspection.table_names()
    if using != "default" or OfficeHours._meta.db_table not in tables:
        return
    if not OfficeHours.objects.exists():
        rows = seeds.read(FILE)
        seeds.load(OfficeHours, rows["office_hours"])
        seeds.load(Holiday, rows["holidays"])
