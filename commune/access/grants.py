"""Give the groups their permissions: each app states its own."""

from collections.abc import Mapping, Sequence

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db import connections
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
    """Add what was never given; raise LookupError for a permission that is not there.

    What an administrator took away since stays away.
    """
    from django.contrib.auth.models import Group, Permission

    from commune.models import GivenGrant

    known = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    tables = connections[using].introspection.table_names()
    if not known or GivenGrant._meta.db_table not in tables:
        return  # migrated half the way: the rest gives them
    for name, labels in grants.items():
        group, is_new = Group.objects.using(using).get_or_create(name=name)
        missing = set(labels) - known.keys()
        if missing:
            raise LookupError(f"{name}: no such permission {sorted(missing)}")
        for label in labels:
            if is_first_time(name, label, using=using) or is_new:
                group.permissions.add(known[label])


def is_first_time(
    group_name: str, permission: str, place: str = "", *, using: str = "default"
) -> bool:
    """Note that a group is given a right; say whether it never was before."""
    from commune.models import GivenGrant

    _row, is_new = GivenGrant.objects.using(using).get_or_create(
        group_name=group_name, permission=permission, place=place
    )
    return is_new
