"""Rulebook rows that training ships: groups, wordings, competences, numbering."""

from pathlib import Path

from django.apps import AppConfig
from django.db.models.signals import post_migrate

DATA = Path(__file__).parent / "data"


def load(**kwargs) -> None:
    """Insert the rows that are not there yet."""
    from commune.models import ConsentWording, TargetGroup
    from commune.rulebook import seeds
    from training.models import CertificateNumbering, Competence

    for model, name in (
        (TargetGroup, "target_groups"),
        (ConsentWording, "consent_wordings"),
        (Competence, "competences"),
        (CertificateNumbering, "certificate_numbering"),
    ):
        seeds.load(model, seeds.read(DATA / f"{name}.yaml")["rows"])


def apply_when_migrated(app: AppConfig) -> None:
    post_migrate.connect(
        _after_migrate, sender=app, weak=False, dispatch_uid="training-seeds"
    )


def _after_migrate(using: str, plan=None, **kwargs) -> None:
    if using == "default" and _is_ready(using):
        load()


def _is_ready(using: str) -> bool:
    """Say whether the ground floor's tables stand: a partial migrate may lack them."""
    from django.db import connections

    from commune.models import RetentionPeriod
    from training.models import Competence

    tables = connections[using].introspection.table_names()
    wanted = {RetentionPeriod._meta.db_table, Competence._meta.db_table}
    return wanted <= set(tables)
