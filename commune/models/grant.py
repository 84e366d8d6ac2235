from django.db import models


class GivenGrant(models.Model):
    """A right that a group was given by the program, once.

    What an administrator takes away afterwards is not given again. `place` is the page
    or collection where the right holds, "" for one that holds everywhere.
    """

    group_name = models.CharField(max_length=150)
    permission = models.CharField(max_length=200)
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group_name", "permission", "place"], name="given_grant_once"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.group_name}: {self.permission} {self.place}".strip()
