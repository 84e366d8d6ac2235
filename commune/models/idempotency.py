from django.db import models


class IdempotencyRecord(models.Model):
    """The first answer to a request, kept so that a repeat gets the same one."""

    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"])]
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once")
        ]

    def __str__(self):
        return f"{self.scope}:{self.key}"
