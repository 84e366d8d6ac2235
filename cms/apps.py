from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Public site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import bridges, links
        from cms.grants import GRANTS
        from cms.search import signals as search_signals
        from commune.access import grants

        grants.apply_when_migrated(self, GRANTS)
        links.register()
        search_signals.connect()
        bridges.connect()
