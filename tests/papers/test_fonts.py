"""The fonts that come with the house hold every letter of Vietnamese."""

import itertools
import unicodedata

import pypdfium2
import pytest

from commune.papers import characters, pdf, word
from commune.papers.description import Paper, Text
from tests.papers import reading, samples

pytestmark = pytest.mark.once
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", case(vowel + tone))
        for vowel, tone in itertools.product(VOWELS, TONES)
        for case in (str.lower, str.upper)
    }
    | set("đĐ₫“”‘’–—…")
)


def test_all_letters_are_in_all_four_faces():
    assert len(LETTERS) >= 153
    assert {ord(letter) for letter in LETTERS} <= characters.covered()


def test_letters_come_back_from_the_pdf():
    line = " ".join(LETTERS)
    paper = Paper(
        title="Chữ", blocks=(Text(line, "body", lead=line), Text(line, "note"))
    )

    assert reading.pdf_text(pdf.render(paper), paper) == reading.squeezed(line) * 3


def test_pdf_holds_its_own_fonts_and_no_other():
    document = pypdfium2.PdfDocument(pdf.render(samples.quick()))
    names = {
        found.get_font().get_base_name()
        for page in document
        for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }

    assert names
    assert all("LiberationSerif" in name for name in names)


def test_docx_names_times_new_roman():
    styles = reading.package_part(word.render(samples.quick()), "word/styles.xml")

    for face in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        assert f'{face}="Times New Roman"' in styles
