"""Any order of sending, dying and clock changes: once, or flagged, and never lost."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from commune import outbox
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import channels, leases
from commune.outbox.worker import Worker, deliver
from tests.commune.outbox.clocks import NOON, Clock

KEYS = [f"key-{number}" for number in range(4)]


class Sending(RuleBasedStateMachine):
    """Two workers on four messages of which each sending is counted.

    `hands` are messages that a worker holds: it may deliver them at any later time, or
    die before or after the message left.
    """

    def __init__(self):
        super().__init__()
        OutboxMessage.objects.all().delete()
        self.clock = Clock(NOON)
        self.sent = dict.fromkeys(KEYS, 0)
        self.hands = []
        self.original = channels.SENDERS[Channel.EMAIL]
        channels.SENDERS[Channel.EMAIL] = self.count
        for key in KEYS:
            outbox.put(
                key=key, channel=Channel.EMAIL, recipient="r", subject="s", body="b"
            )

    def count(self, message):
        self.sent[message.key] += 1

    def teardown(self):
        channels.SENDERS[Channel.EMAIL] = self.original

    @rule(worker=st.sampled_from("ab"))
    def take(self, worker):
        leases.flag_maybe_sent(self.clock())
        if message := leases.lease(at=self.clock(), worker=worker):
            self.hands.append(message)

    @rule(data=st.data())
    def deliver(self, data):
        if self.hands:
            message = data.draw(st.sampled_from(self.hands))
            self.hands.remove(message)
            deliver(message, self.clock)

    @rule(data=st.data(), has_left=st.booleans())
    def die(self, data, has_left):
        if self.hands:
            message = data.draw(st.sampled_from(self.hands))
            self.hands.remove(message)
            if has_left:
                self.count(message)

    @rule(minutes=st.sampled_from([1, 3, 60, 1440, -1, -60, -1440]))
    def turn_the_clock(self, minutes):
        self.clock.move(timedelta(minutes=minutes))

    @invariant()
    def nothing_goes_twice(self):
        assert max(self.sent.values()) <= 1

    @invariant()
    def what_is_marked_has_left_and_what_left_is_not_waiting(self):
        for message in OutboxMessage.objects.all():
            if message.state == MessageState.SENT:
                assert self.sent[message.key] == 1
            if message.state == MessageState.WAITING:
                assert self.sent[message.key] == 0

    @rule()
    def everything_ends(self):
        """Whoever is left finishes: no message hangs, whatever happened before."""
        for message in self.hands:
            deliver(message, self.clock)
        self.hands = []
        self.clock.now = NOON + timedelta(days=3)
        Worker(clock=self.clock).drain()
        states = set(OutboxMessage.objects.values_list("state", flat=True))
        assert states <= {MessageState.SENT, MessageState.MAYBE}


class TestSending(Sending.TestCase, TestCase):
    """The machine, each example in a transaction that is rolled back."""

    settings = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


pytestmark = pytest.mark.django_db
