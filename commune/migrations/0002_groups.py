from django.db import migrations

GROUPS = [
    "Responders",
    "Response leads",
    "Trainers",
    "Training managers",
    "Editors",
    "Chief editors",
    "Warning officers",
    "Community teams",
    "Leadership",
    "Administrators",
]


def create_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("commune", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
