"""What stands on a paper, read back from either output without regard to spaces."""

import ctypes
import io
import zipfile

import pypdfium2
from docx import Document
from docx.oxml.ns import qn
from pypdfium2 import raw

from commune.papers import layout
from commune.papers.description import Paper

HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})


def squeezed(text: str) -> str:
    return "".join(text.translate(HYPHENS).split())


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page as it is read aloud or copied."""
    return [
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)
    ]


def pdf_text(pdf: bytes, paper: Paper) -> str:
    """Return the words of the body: no watermark, page numbers or heads of tables."""
    values = layout.as_values(paper)
    mark = squeezed(values["watermark"])
    body = ""
    for number, page in enumerate(pages(pdf), start=1):
        words = squeezed(page).removeprefix(mark)
        if number > 1 and paper.page.numbered and not paper.annexes:
            assert words.startswith(str(number))
            words = words.removeprefix(str(number))
        body += words
    return without_heads(body, values)


def word_text(docx: bytes, paper: Paper) -> str:
    return without_heads(squeezed(word_words(docx)), layout.as_values(paper))


def word_words(docx: bytes) -> str:
    """Return the text runs of the document's body in their order."""
    body = Document(io.BytesIO(docx)).element.body
    return " ".join(run.text or "" for run in body.iter(qn("w:t")))


def without_heads(text: str, values: dict) -> str:
    """Leave out the heads of tables: the PDF says them on each page, DOCX once."""
    for head in heads(values):
        text = text.replace(head, "")
    return text


def heads(values: dict) -> list[str]:
    return [
        squeezed("".join(block["head"]))
        for part in values["parts"]
        for block in part["blocks"]
        if block["type"] == "table"
    ]


def package_part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()


def words_for_pictures(pdf: bytes) -> list[str]:
    """Return the alternative texts in the structure of the first page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    count = raw.FPDF_StructTree_CountChildren(tree)
    roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(count)]
    found = [text for root in roots for text in _alternative_texts(root)]
    raw.FPDF_StructTree_Close(tree)
    return found


def _alternative_texts(element):
    size = raw.FPDF_StructElement_GetAltText(element, None, 0)
    if size > 2:
        buffer = (ctypes.c_ubyte * size)()
        raw.FPDF_StructElement_GetAltText(element, buffer, size)
        yield bytes(buffer).decode("utf-16-le").rstrip("\0")
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
        if child:
            yield from _alternative_texts(child)


def grey_page(pdf: bytes, index: int, dpi: int = 60):
    """Return one page as a grey picture."""
    page = pypdfium2.PdfDocument(pdf)[index]
    return page.render(scale=dpi / 72, grayscale=True).to_pil()
