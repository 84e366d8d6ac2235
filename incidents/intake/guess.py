"""Guess category, factors and channel from a text by rule rows. Pure.

The words are data (`GuessRule`); this only counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commune.vietnamese import fold

JOINED = " + "


@dataclass(frozen=True)
class Rule:
    """One row: any of `phrases` gives `weight` to `category`, once."""

    category: str
    phrases: tuple[tuple[str, ...], ...]
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


def read_phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the folded patterns of a rule: one a line, parts joined by " + "."""
    lines = []
    for line in text.splitlines():
        parts = tuple(filter(None, (fold(part) for part in line.split("+"))))
        if parts:
            lines.append(parts)
    return tuple(lines)


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
    return any(all(f" {part} " in words for part in parts) for parts in rule.phrases)
