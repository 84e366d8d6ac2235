from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneConfig(AppConfig):
    name = "commune"
    verbose_name = _("Commune")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commune import checks, demo, mends, registry
        from commune.access import grants, idempotency, language, session_age
        from commune.desk import words
        from commune.grants import GRANTS
        from commune.outbox import schedule
        from commune.rulebook import office

        grants.apply_when_migrated(self, GRANTS)
        office.fill_when_migrated(self)
        checks.register()
        mends.mend()
        words.put_right()
        session_age.connect()
        language.connect()
        registry.register_demo_loader("commune", demo.load, order=10)
        hourly = timedelta(hours=1)
        registry.register_due_work(
            "old-idempotency-keys", idempotency.forget_old_keys, every=hourly
        )
        registry.register_due_work(
            "old-schedule-slots", schedule.forget_old_slots, every=hourly
        )
