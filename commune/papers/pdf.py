"""Papers as PDF: for archives (PDF/A-2a), readable aloud (PDF/UA-1), same bytes again.

The fonts come with the house and no other is looked for, so a paper looks alike on
every machine. All papers of one call become one file.
"""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from commune.papers import layout, styles
from commune.papers.characters import breakable
from commune.papers.description import Paper

DATA = Path(__file__).with_name("data")
TEMPLATE = DATA / "paper.typ"
CREATED = datetime(2026, 1, 1, tzinfo=UTC)

_compiling = threading.Lock()


def render(papers: Paper | Sequence[Paper], *, created: datetime = CREATED) -> bytes:
    """Return the papers as one PDF; the same papers and `created` give the same bytes.

    Raises typst.TypstError when the file would break one of the standards.
    """
    papers = [papers] if isinstance(papers, Paper) else list(papers)
    with _compiling:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"data": _json(papers)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=created,
        )
    if not isinstance(made, bytes):
        raise TypeError("typst was asked for one file")
    return made


def _json(papers: list[Paper]) -> str:
    values = [layout.as_values(paper) for paper in papers]
    first = values[0]
    data = {
        "title": first["title"],
        "author": first["author"],
        "styles": styles.as_values(),
        "papers": [_with_breaks(value) for value in values],
    }
    return json.dumps(data, ensure_ascii=False)


def _with_breaks(value: Any) -> Any:
    """Let long words break everywhere but in pictures."""
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, list):
        return [_with_breaks(one) for one in value]
    if isinstance(value, dict):
        kept = {"svg", "style", "title", "author", "alt"}
        return {k: v if k in kept else _with_breaks(v) for k, v in value.items()}
    return value


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[DATA / "fonts"],
    )
    return typst.Compiler(TEMPLATE, root=DATA, font_paths=fonts)
