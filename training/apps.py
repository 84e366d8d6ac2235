from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commune import registry
        from commune.access import grants
        from training import cards, demo, seeds
        from training.grants import GRANTS

        grants.apply_when_migrated(self, GRANTS)
        seeds.apply_when_migrated(self)
        registry.register_card("training-sessions", cards.sessions_card, order=30)
        registry.register_card("training-figures", cards.figures_card, order=35)
        registry.register_card("training-team", cards.team_card, order=30)
        registry.register_shortcut("training", cards.shortcut, order=40)
        registry.register_demo_loader("training", demo.load, order=30)
        link = registry.register_public_link
        link("menu", _("Classes"), "/lop-hoc/", order=40)
        link("footer", _("Find my enrolment"), "/lop-hoc/tra-cuu/", order=30)
