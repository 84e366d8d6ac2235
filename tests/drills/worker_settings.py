"""The drill's settings for workers: a channel that notes every sending in one file."""

from tests.drills.settings import *  # noqa: F403
from tests.drills.settings import VAR

OUTBOX_ADAPTERS = {"sms": "tests.drills.sink.Sink"}
OUTBOX_LEASE_SECONDS = 2
SINK = VAR / "sink.txt"
