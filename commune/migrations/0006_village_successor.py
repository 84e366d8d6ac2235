from django.db import migrations, models
from django.db.models import F


def end_circles_of_one(apps, schema_editor):
    """A village saved as its own successor has none: it has ended, merged into nothing."""
    village = apps.get_model("commune", "Village")
    village.objects.filter(successor=F("pk")).update(successor=None)


class Migration(migrations.Migration):
    dependencies = [("commune", "0005_longer_recipients")]

    operations = [
        migrations.RunPython(end_circles_of_one, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None),
                    models.Q(("successor", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="village_is_not_its_own_successor",
                violation_error_message="A village cannot be merged into itself.",
            ),
        ),
    ]
