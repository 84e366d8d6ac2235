from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneConfig(AppConfig):
    name = "commune"
    verbose_name = _("Commune")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commune import demo, registry
        from commune.access import grants
        from commune.grants import GRANTS

        grants.apply_when_migrated(self, GRANTS)
        registry.register_demo_loader("commune", demo.load, order=10)
