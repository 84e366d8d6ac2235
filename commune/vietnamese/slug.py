"""Slugs that a Vietnamese reader can still read."""

from commune.vietnamese.fold import fold

MAX_LENGTH = 100


def slugify(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return `text` as "dang-ky-khai-sinh"; "" when no letter or digit is left.

    Django's own drops "đ" altogether. A slug that is too long is cut between
    two words where that is possible.
    """
    slug = fold(text).replace(" ", "-")
    if len(slug) <= max_length:
        return slug
    whole_words, _, _ = slug[: max_length + 1].rpartition("-")
    return whole_words or slug[:max_length]
