"""News that goes up to the host: plain dicts, sent after commit by `send_robust`."""

from django.dispatch import Signal

# A class opened for enrolment: {"code", "slug", "title", "track", "village", "url",
# "starts_at", "venue", "seats_total"}.
class_opened = Signal()
