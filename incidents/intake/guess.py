"""Guess category, factors and channel from a text by rule rows. Pure.

The words are data (`GuessRule`); this only counts. A pattern is a line of parts joined
by "+", all of which must occur; a part is words or phrases separated by "|", one of
which must.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commune.vietnamese import fold

Pattern = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rule:
    """One row: any of `patterns` gives `weight` to `category`, once."""

    category: str
    patterns: tuple[Pattern, ...]
    weight: int
    factors: Mapping[str, int] = field(default_factory=dict)
    channel: str = ""


@dataclass(frozen=True)
class Guess:
    """`category` is "" when nothing speaks for any; `points` are for the curious."""

    category: str
    factors: dict[str, int]
    channel: str
    points: dict[str, int]


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """Return the folded patterns of a rule, one a line."""
    patterns = []
    for line in text.splitlines():
        parts = [_alternatives(part) for part in line.split("+")]
        if any(parts):
            patterns.append(tuple(filter(None, parts)))
    return tuple(patterns)


def _alternatives(part: str) -> tuple[str, ...]:
    return tuple(filter(None, (fold(words) for words in part.split("|"))))


def guess(
    text: str,
    rules: Iterable[Rule],
    *,
    usual_factors: Mapping[str, Mapping[str, int]] = {},
) -> Guess:
    """Return the category with most points and the factors it usually has.

    A rule that matches raises the factors to its own where its category wins or it
    has none. Of equal points the category named first by the rules wins.
    """
    words = f" {fold(text)} "
    hits = [rule for rule in rules if _matches(rule, words)]
    points: dict[str, int] = {}
    for rule in hits:
        if rule.category:
            points[rule.category] = points.get(rule.category, 0) + rule.weight
    best = max(points, key=lambda code: points[code], default="")
    if not best or points[best] <= 0:
        best = ""
    factors = dict(usual_factors.get(best, {}))
    for rule in hits:
        if rule.category in {"", best}:
            for name, value in rule.factors.items():
                factors[name] = max(factors.get(name, 0), value)
    channel = next((rule.channel for rule in hits if rule.channel), "")
    return Guess(best, factors, channel, points)


def _matches(rule: Rule, words: str) -> bool:
    return any(
        all(any(f" {phrase} " in words for phrase in part) for part in pattern)
        for pattern in rule.patterns
    )
