"""Severity from six factors. Pure: plain values in and out.

Factors are 0 to 3: FI function, II information, PI public, SP spread,
RC recoverability, TC time.
"""

from collections.abc import Mapping
from typing import NamedTuple

FACTORS = ("FI", "II", "PI", "SP", "RC", "TC")
LEVELS = ("P1", "P2", "P3", "P4")
HIGHEST = 3

# Rows: impact 0 to 3; columns: urgency 0 to 3.
MATRIX = (
    ("P4", "P4", "P4", "P3"),
    ("P4", "P4", "P3", "P3"),
    ("P3", "P3", "P2", "P2"),
    ("P2", "P2", "P1", "P1"),
)
# Hundredths; they add up to 100.
WEIGHTS = {"FI": 25, "II": 25, "PI": 20, "SP": 15, "RC": 10, "TC": 5}


class Assessment(NamedTuple):
    impact: int
    urgency: int
    severity: str
    score: int


def assess(factors: Mapping[str, int], *, floor: str = "") -> Assessment:
    """Return impact, urgency, severity and the score that sorts inside a severity.

    `floor` is the severity below which the category never goes. The score is a
    weighted mean from 0 to 100, rounded half up. Raises ValueError for a factor
    outside 0 to 3.
    """
    for name in FACTORS:
        if factors.get(name, 0) not in range(HIGHEST + 1):
            raise ValueError(f"{name} must be 0 to {HIGHEST}")
    values = {name: factors.get(name, 0) for name in FACTORS}
    impact = max(values["FI"], values["II"], values["PI"])
    urgency = max(values["SP"], values["TC"], 2 if values["RC"] >= 2 else 0)
    severity = MATRIX[impact][urgency]
    if floor:
        severity = worse_of(severity, floor)
    weighted = sum(WEIGHTS[name] * value for name, value in values.items())
    return Assessment(impact, urgency, severity, (2 * weighted + HIGHEST) // 6)


def worse_of(one: str, other: str) -> str:
    """Return the graver of two severities; P1 is the gravest."""
    return min(one, other, key=LEVELS.index)


def steps_up(old: str, new: str) -> int:
    """Return by how many steps `new` is graver than `old`; below zero: milder."""
    return LEVELS.index(old) - LEVELS.index(new)
