from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Incidents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commune import registry
        from commune.access import grants
        from incidents import advisories, cards, demo, seeds
        from incidents.grants import GRANTS

        seeds.fill_when_migrated(self)
        grants.apply_when_migrated(self, GRANTS)
        registry.register_job(
            advisories.WARNING_JOB,
            advisories.send_request,
            label=_("Hand a warning over to the public site"),
        )
        registry.register_job(
            advisories.LESSON_JOB,
            advisories.send_lesson,
            label=_("Hand a lesson over to the training"),
        )
        registry.register_demo_loader("incidents", demo.load, order=20)
        registry.register_card("incidents", cards.open_incidents, order=10)
        registry.register_card("incidents-summary", cards.leadership_summary, order=10)
        registry.register_shortcut("incidents-new", cards.new_shortcut, order=10)
        registry.register_shortcut("incidents", cards.list_shortcut, order=11)
