"""Papers as DOCX, to go on writing: the text of the PDF, in Times New Roman.

The template is made of `data/document.xml`, `data/header.xml` and `styles`; docxtpl
fills it with every value escaped. The same paper gives the same bytes.
"""

import io
import zipfile
from datetime import UTC, datetime
from html import escape
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from commune.papers import layout, qr
from commune.papers.description import Paper
from commune.papers.word_template import style_id, template_file

CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(paper: Paper, *, created: datetime = CREATED) -> bytes:
    """Return the paper as DOCX; the same paper and `created` give the same bytes."""
    values = layout.as_values(paper)
    template = DocxTemplate(io.BytesIO(template_file()))
    template.init_docx()
    captions = _prepare(values, template)
    template.render(values, _environment())
    document = template.docx
    for shape, caption in zip(document.inline_shapes, captions, strict=True):
        shape._inline.docPr.set("descr", caption)  # noqa: SLF001 python-docx has no name for it
    _describe(document.core_properties, values, created)
    file = io.BytesIO()
    document.save(file)
    return _without_clock(file.getvalue())


def _prepare(values: dict, template: DocxTemplate) -> list[str]:
    """Add what only the template needs; return the words for its pictures in order."""
    captions = []
    for part in values["parts"]:
        part["orient"] = "landscape" if part["landscape"] else "portrait"
        for block in part["blocks"]:
            for piece in _pieces(block):
                if piece["type"] == "picture":
                    file = io.BytesIO(qr.png(piece["address"]))
                    piece["image"] = InlineImage(template, file, Mm(piece["size"]))
                    captions.append(piece["alt"])
                elif piece["type"] == "text":
                    for run in piece["runs"]:
                        run["xml"] = _run(run["text"], run["bold"], piece["size"])
    return captions


def _pieces(block: dict) -> list[dict]:
    if block["type"] == "grid":
        return [piece for row in block["rows"] for cell in row for piece in cell]
    return [block]


def _run(text: str, bold: bool = False, size: float = 0) -> Markup:
    """Return one run of text as XML.

    The underscore goes as a number: docxtpl would read "{_{" in a text as its own sign.
    """
    look = "<w:b/>" if bold else ""
    if size:
        look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    shown = escape(text).replace("_", "&#95;")
    return Markup(  # noqa: S704 escaped above
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'
    )


def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters["twips"] = lambda mm: round(mm * 1440 / 25.4)
    environment.filters["run"] = _run
    environment.filters["style_id"] = style_id
    return environment


def _describe(properties: Any, values: dict, created: datetime) -> None:
    properties.title = values["title"][:255]
    properties.author = properties.last_modified_by = values["author"][:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = created.replace(tzinfo=None)


def _without_clock(document: bytes) -> bytes:
    """Return the same package with the clock's time taken out of its entries."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as package,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, package.read(name))
    return file.getvalue()
