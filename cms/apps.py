from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Public site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import bridges, links, signals
        from cms.grants import GRANTS
        from commune import registry
        from commune.access import grants

        grants.apply_when_migrated(self, GRANTS)
        links.register()
        _register_work(registry)
        registry.register_job(
            signals.STATE_JOB,
            signals.send_state,
            label=_("Tell an incident how its warning stands"),
        )
        registry.register_demo_loader("cms", _load_demo, order=40)
        signals.connect()
        bridges.connect()


def _register_work(registry) -> None:
    from cms import cards

    registry.register_card("cms-approvals", cards.approvals_card, order=20)
    registry.register_card("cms-warnings", cards.warnings_card, order=40)
    registry.register_due_work(
        "cms-search-statistics",
        _refresh_statistics,
        every=timedelta(days=1),
        label=_("Refresh the statistics of the search"),
    )
    registry.register_shortcut("cms-warning", cards.warning_shortcut, order=40)


def _refresh_statistics(at: datetime) -> int:
    from cms.search.entries import refresh_statistics

    refresh_statistics()
    return 0


def _load_demo(**options) -> None:
    from cms import demo  # imports the models

    demo.load(**options)
