"""Give the groups their permissions: each app states its own."""

from collections.abc import Mapping, Sequence

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate

Grants = Mapping[str, Sequence[str]]


def apply_when_migrated(app: AppConfig, grants: Grants) -> None:
    """Apply `grants` ({group: ["app.codename", …]}) after each migrate of `app`."""

    def receiver(sender, using, **kwargs):
        # Others' permissions, such as auth's, may come later in the same migrate.
        for label in {
            name.split(".")[0] for names in grants.values() for name in names
        }:
            create_permissions(apps.get_app_config(label), verbosity=0, using=using)
        apply(grants, using=using)

    post_migrate.connect(
        receiver, sender=app, weak=False, dispatch_uid=f"grants-{app.label}"
    )


def apply(grants: Grants, *, using: str = "default") -> None:
    """Add what is missing; raise LookupError for a permission that does not exist."""
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    if not known:
        return
    for name, labels in grants.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        missing = set(labels) - known.keys()
        if missing:
            raise LookupError(f"{name}: no such permission {sorted(missing)}")
        group.permissions.add(*(known[label] for label in labels))
