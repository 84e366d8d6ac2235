"""What the ground floor runs for every app; the apps register in `AppConfig.ready()`.

The ground floor imports no app, so this is how their work reaches it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

Words = str | Promise  # a text of today, or one to be read in the language of the page


@dataclass(frozen=True)
class Card:
    """One block of the staff start page.

    `lines` are (text, address) pairs; `count` is shown large, None for no figure.
    """

    title: str
    url: str = ""
    count: int | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)
    action: str = ""


@dataclass(frozen=True)
class Shortcut:
    """One entry of the staff menu; `icon` is a name of commune/includes/icon.html."""

    label: str
    url: str
    icon: str = "list"


@dataclass(frozen=True)
class PublicLink:
    """One link of the public shell, in its menu or footer."""

    label: Words
    url: str


@dataclass(frozen=True, order=True)
class DemoLoader:
    order: int
    name: str
    load: Callable[..., None] = field(compare=False)


CardMaker = Callable[..., Card | None]
ShortcutMaker = Callable[..., Shortcut | None]


@dataclass(frozen=True)
class DueWork:
    name: str
    run: Callable[[datetime], int]
    every: timedelta
    label: Words = ""


_cards: dict[str, tuple[int, CardMaker]] = {}
_shortcuts: dict[str, tuple[int, ShortcutMaker]] = {}
_public_links: dict[tuple[str, str], tuple[int, PublicLink]] = {}
_due_work: dict[str, DueWork] = {}
_jobs: dict[str, Callable[[dict], None]] = {}
_job_labels: dict[str, Words] = {}
_demo_loaders: dict[str, DemoLoader] = {}
_late_texts: dict[str, Callable[[str, str], str]] = {}


def register_card(name: str, make: CardMaker, *, order: int = 50) -> None:
    """Show `make(user)` on the start page; it returns None for who has no use of it."""
    _cards[name] = (order, make)


def cards_for(user: Any) -> list[Card]:
    made = [make(user) for _order, make in sorted(_cards.values(), key=lambda c: c[0])]
    return [card for card in made if card]


def register_shortcut(name: str, make: ShortcutMaker, *, order: int = 50) -> None:
    """Put `make(user)` into the staff menu; None for who has no use of it."""
    _shortcuts[name] = (order, make)


def shortcuts_for(user: Any) -> list[Shortcut]:
    makers = sorted(_shortcuts.values(), key=lambda entry: entry[0])
    made = [make(user) for _order, make in makers]
    return [shortcut for shortcut in made if shortcut]


def register_public_link(
    place: str, label: Words, url: str, *, order: int = 50
) -> None:
    """Show a link to residents; `place` is `menu`, `footer` or `about`."""
    _public_links[place, url] = (order, PublicLink(label, url))


def public_links(place: str) -> list[PublicLink]:
    entries = [entry for (at, _url), entry in _public_links.items() if at == place]
    return [link for _order, link in sorted(entries, key=lambda entry: entry[0])]


def register_due_work(
    name: str,
    run: Callable[[datetime], int],
    *,
    every: timedelta = timedelta(minutes=1),
    label: Words = "",
) -> None:
    """Let the worker call `run(at)` once in each slot; it returns a count.

    A run that failed or was cut off is repeated once, so `run` must not mind that.
    `label` is what administrators read.
    """
    _due_work[name] = DueWork(name, run, every, label or name)


def due_work() -> list[DueWork]:
    return list(_due_work.values())


def register_job(name: str, run: Callable[[dict], None], *, label: Words = "") -> None:
    """Let `outbox.put_job(name, values)` reach `run(values)`, at least once.

    `label` is what administrators read.
    """
    _jobs[name] = run
    _job_labels[name] = label or name


def job_label(name: str) -> str:
    return str(_job_labels.get(name, name))


def job(name: str) -> Callable[[dict], None]:
    """Return the function of a job; raise LookupError where its app is gone."""
    if name not in _jobs:
        raise LookupError(f"no job {name}")
    return _jobs[name]


def register_demo_loader(name: str, load: Callable[..., None], *, order: int) -> None:
    """Let `load_demo` call `load(write=, scale=)`, in the order of `order`."""
    _demo_loaders[name] = DemoLoader(order, name, load)


def demo_loaders() -> list[DemoLoader]:
    return sorted(_demo_loaders.values())


def register_late_text(prefix: str, fill: Callable[[str, str], str]) -> None:
    """Let `fill(key, body)` complete mails whose key starts with `prefix` as they go.

    So a secret never lies in the outbox. `fill` raises `outcomes.Refused` for a mail
    that must no longer go out. Keys come from code alone: no text of a visitor can
    ask for a secret.
    """
    _late_texts[prefix] = fill


def late_text(key: str, body: str) -> str:
    for prefix, fill in _late_texts.items():
        if key.startswith(prefix):
            return fill(key, body)
    return body
