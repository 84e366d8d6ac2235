"""While something long is in hand: renew its lease and show that the worker lives.

Work that holds nothing of its own need know of it: a thread beats beside it, with a
database connection of its own. It proves that the process runs, not that the work gets
on: so after `LONGEST_WORK` it falls silent, the page for administrators says so, and
the lease runs out.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connections

logger = logging.getLogger(__name__)

PULSE = timedelta(seconds=30)
LONGEST_WORK = timedelta(hours=2)


@contextmanager
def beating(*beats: Callable[[], object], every: timedelta) -> Iterator[None]:
    """Call each of `beats` again and again until the block ends.

    At the end none of them is running any more, so what is written afterwards stands.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(beats, every, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(
    beats: Iterable[Callable[[], object]], every: timedelta, stop: threading.Event
) -> None:
    left = LONGEST_WORK // every if every < LONGEST_WORK else 0
    try:
        while left > 0 and not stop.wait(every.total_seconds()):
            left -= 1
            _once(beats)
    finally:
        connections.close_all()  # this thread's own, nobody else's


def _once(beats: Iterable[Callable[[], object]]) -> None:
    try:
        for beat in beats:
            beat()
    except Error as error:  # busy or away: the lease is long enough for another try
        logger.warning("work.pulse_missed %s", type(error).__name__)
        connections.close_all()
