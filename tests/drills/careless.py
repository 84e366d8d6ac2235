"""The worker with lease and fence taken away: a plain "select, send, mark"."""

from django.utils import timezone

from commune.models import OutboxMessage
from commune.models.outbox import MessageState
from commune.outbox import leases


def take_away_the_lease() -> None:
    leases.lease = look_without_taking
    leases.record = write_whatever_happened


def look_without_taking(*, at, worker, only=None):
    waiting = OutboxMessage.objects.filter(state=MessageState.WAITING, due_at__lte=at)
    return waiting.order_by("due_at", "pk").first()


def write_whatever_happened(message, **values) -> bool:
    values.setdefault("sent_at", timezone.now())
    return OutboxMessage.objects.filter(pk=message.pk).update(**values) == 1
