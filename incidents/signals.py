"""News that leaves the app: plain values, sent after the commit by `send_robust`.

The first two are jobs of the outbox: sent at least once, so a receiver looks whether it
has seen the `idempotency_key`.

`warning_requested` carries `request`, a dict: contract 1, source_ref, idempotency_key,
title, summary, what_to_do, signs, hotlines, audience, localities, suggested_expiry
(ISO 8601), locale, requested_by_id. No incident, no reporter, no evidence. A receiver
may return {"page_ref", "edit_url", "state"}.

`lesson_published` carries `idempotency_key`, `topic_slug` and `text`.
`status_changed` carries `ref`, `old` and `new`.
"""

from django.dispatch import Signal

warning_requested = Signal()
lesson_published = Signal()
status_changed = Signal()
