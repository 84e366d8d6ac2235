"""The words around a find, which tell what its figures mean."""

import re

REACH = 80


def words_before(match: re.Match[str]) -> str:
    """Return what stands just before `match`, at most REACH characters."""
    return match.string[max(0, match.start() - REACH) : match.start()]


def words_after(match: re.Match[str]) -> str:
    """Return what stands just after `match`, at most REACH characters."""
    return match.string[match.end() : match.end() + REACH]
