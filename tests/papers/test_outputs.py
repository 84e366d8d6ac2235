"""Standards, pages, repeated heads, watermark and the same bytes again."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
import typst
from docx import Document
from docx.enum.section import WD_ORIENT

from commune.papers import layout, pdf, word
from commune.papers.description import Annex, Column, Paper, Table, Text
from commune.papers.layout import WATERMARK
from tests.papers import reading, samples

pytestmark = pytest.mark.once
AGAIN = """
import hashlib
from commune.papers import pdf, word
from tests.papers import samples
for make in samples.KINDS.values():
    print(hashlib.sha256(pdf.render(make()) + word.render(make())).hexdigest())
"""


@pytest.mark.parametrize("kind", samples.KINDS)
def test_pdf_declares_both_standards(kind):
    made = pdf.render(samples.KINDS[kind]())

    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", made)
    assert re.search(rb"<pdfaid:conformance>A</pdfaid:conformance>", made)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", made)


def test_the_checks_of_the_standards_do_refuse(monkeypatch):
    monkeypatch.setattr("commune.papers.qr.printable", lambda text: "")
    monkeypatch.setattr(layout, "printable", lambda text, **kwargs: "")
    monkeypatch.setattr(layout, "WATERMARK", "")

    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        pdf.render(Paper(title="", blocks=(Text("Không có tên."),)))


def test_same_paper_gives_same_bytes_in_another_process():
    runs = [
        subprocess.run(
            [sys.executable, "-c", AGAIN], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]

    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == len(samples.KINDS)


def test_moment_of_making_is_in_the_bytes_alone_when_given():
    paper = samples.a_certificate()
    later = datetime(2027, 2, 3, tzinfo=UTC)

    assert pdf.render(paper) != pdf.render(paper, created=later)
    assert pdf.render(paper) == pdf.render(paper)
    properties = Document(BytesIO(word.render(paper, created=later))).core_properties
    assert properties.created.date() == later.date()


@pytest.mark.parametrize("count", [40, 400])
@pytest.mark.parametrize(
    "make", [samples.sheet, samples.result_list, samples.procedure_list]
)
def test_long_lists_repeat_their_head_and_keep_every_row(make, count):
    paper = make(count)
    made = pdf.render(paper)
    (head,) = reading.heads(layout.as_values(paper))
    texts = [reading.squeezed(page) for page in reading.pages(made)]

    assert reading.pdf_text(made, paper) == reading.word_text(word.render(paper), paper)
    assert len(texts) > count // 40
    assert all(head in text for text in texts[:-1])
    assert all(text.count(head) <= 1 for text in texts)


def test_docx_repeats_heads_and_splits_no_row():
    xml = reading.package_part(
        word.render(samples.result_list(40)), "word/document.xml"
    )

    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") >= 41


def test_page_numbers_begin_on_the_second_page():
    texts = reading.pages(pdf.render(samples.result_list(200)))

    numbers = [text.split()[0] for text in texts]
    assert numbers[0] == "ỦY"
    assert numbers[1:] == [str(n) for n in range(2, len(texts) + 1)]


def test_annex_has_page_numbers_of_its_own():
    columns = (Column("STT", 1, "center"), Column("Họ và tên", 5))
    table = Table(columns, tuple((str(n), samples.name(n)) for n in range(60)))
    annex = Annex("Danh sách", (table,), number=1, landscape=True)
    paper = replace(samples.quick(), annexes=(annex,), draft=False)
    texts = reading.pages(pdf.render(paper))

    starts = [text.split()[:2] for text in texts]
    annexed = starts.index(["Phụ", "lục"])
    assert [start[0] for start in starts[1:annexed]] == ["2"]
    assert [start[0] for start in starts[annexed + 1 :]] == ["2", "3"]


def test_draft_is_marked_on_every_page_of_both():
    draft = samples.a_certificate(draft=True)
    document = word.render(draft)

    assert all(WATERMARK in text for text in reading.pages(pdf.render(samples.quick())))
    for header in ("word/header1.xml", "word/header2.xml"):
        assert f'string="{WATERMARK}"' in reading.package_part(document, header)


def test_final_paper_is_not_marked():
    final = samples.a_certificate()

    assert WATERMARK not in "".join(reading.pages(pdf.render(final)))
    assert WATERMARK not in reading.package_part(word.render(final), "word/header1.xml")


def test_sheet_lies_and_margins_are_the_decrees():
    lying = Document(BytesIO(word.render(samples.sheet()))).sections[0]
    upright = Document(BytesIO(word.render(samples.quick()))).sections[0]

    assert lying.orientation == WD_ORIENT.LANDSCAPE
    assert (round(lying.page_width.mm), round(lying.page_height.mm)) == (297, 210)
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(upright, side).mm) for side in sides] == [20, 20, 30, 15]
    page = pypdfium2.PdfDocument(pdf.render(samples.sheet()))[0]
    assert page.get_width() > page.get_height()


def test_pictures_have_words_in_both():
    certificate = samples.a_certificate()
    alt = "Mã QR: https://xa-mau.example/chung-nhan/7K3MQ9XD0005/"

    assert f'descr="{alt}"' in reading.package_part(
        word.render(certificate), "word/document.xml"
    )
    assert alt in reading.words_for_pictures(pdf.render(certificate))


def test_many_papers_make_one_file_in_their_order():
    papers = [samples.a_certificate(number) for number in range(1, 26)]
    texts = reading.pages(pdf.render(papers))

    assert len(texts) == 25
    assert all(samples.name(n) in text for n, text in enumerate(texts, start=1))


def test_poster_is_one_sheet_however_long_its_texts():
    words = "cảnh báo lừa đảo người dân " * 20
    for length in (20, 80, 160, 255):
        paper = samples.a_poster(
            title=words[: min(length, 255)],
            message=words[:300],
            do=(words[:length],) * 3,
            dont=(words[:160],) * 2,
            villages=tuple(f"Thôn {n:02d} (mẫu)" for n in range(1, 22)),
        )
        assert len(pypdfium2.PdfDocument(pdf.render(paper))) == 1


def test_certificate_is_one_sheet_with_long_names():
    paper = samples.a_certificate()
    long = tuple(
        replace(block, text=block.text * 3)
        if isinstance(block, Text) and block.style in {"cert_name", "cert_course"}
        else block
        for block in paper.blocks
    )

    assert len(pypdfium2.PdfDocument(pdf.render(replace(paper, blocks=long)))) == 1
