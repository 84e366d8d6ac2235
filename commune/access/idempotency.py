"""A repeated request gets the first answer; nothing is done twice."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commune.models import IdempotencyRecord

KEPT = timedelta(hours=24)
# Whoever goes back gets a fresh page, with a fresh key, and finds the old words in it.
BACK_BUTTON = timedelta(minutes=10)


class KeyReused(Exception):
    """The same key came with another body (HTTP 422)."""


@dataclass(frozen=True)
class Answer:
    value: dict
    is_repeat: bool


def once(
    *,
    scope: str,
    key: str,
    body: dict,
    make: Callable[[], dict],
    same_words_within: timedelta | None = None,
) -> Answer:
    """Call `make` for the first request with this key; give a repeat the same answer.

    The record is inserted first in the transaction that `make` runs in, so of two
    requests at the same time one waits for the other, and a failed `make` leaves no
    record. `body` is what the visitor sent; the answer must be plain JSON.
    With `same_words_within` the same body under another key is a repeat for that long.

    Raises KeyReused when the key was used with another body.
    """
    body_hash = _hash(body)
    with transaction.atomic():
        record, is_new = IdempotencyRecord.objects.get_or_create(
            scope=scope, key=key, defaults={"body_hash": body_hash}
        )
        if not is_new:
            if record.body_hash != body_hash:
                raise KeyReused
            return Answer(record.answer, is_repeat=True)
        earlier = _with_the_same_words(record, same_words_within)
        record.answer = earlier.answer if earlier else make()
        record.save(update_fields=["answer"])
        return Answer(record.answer, is_repeat=earlier is not None)


def _with_the_same_words(
    record: IdempotencyRecord, within: timedelta | None
) -> IdempotencyRecord | None:
    if within is None:
        return None
    rows = IdempotencyRecord.objects.filter(
        scope=record.scope,
        body_hash=record.body_hash,
        created_at__gt=record.created_at - within,
    )
    return rows.exclude(pk=record.pk).order_by("created_at").first()


def answered(*, scope: str, key: str, body: dict) -> dict | None:
    """Return the answer that this very request got before; None where it is new."""
    rows = IdempotencyRecord.objects.filter(scope=scope, key=key)
    return rows.filter(body_hash=_hash(body)).values_list("answer", flat=True).first()


def forget_old_keys(at: datetime) -> int:
    """Delete the records that have been kept for a day; return their number."""
    return IdempotencyRecord.objects.filter(created_at__lt=at - KEPT).delete()[0]


def _hash(body: dict) -> str:
    text = json.dumps(body, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
