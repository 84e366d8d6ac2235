class SharedCacheRouter:
    """Keep the shared cache in its own SQLite file and everything else out of it."""

    def db_for_read(self, model, **hints):
        return "shared" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        if db == "shared":
            return app_label == "django_cache"
        return None
