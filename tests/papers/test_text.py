"""The two outputs say the same, whatever is written in them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune.papers import pdf, word
from commune.papers.characters import covered, printable
from commune.papers.description import Column, Item, Items, Paper, Table, Text
from tests.papers import hostile, reading, samples

pytestmark = pytest.mark.once
MIXED = st.text(
    st.one_of(
        st.sampled_from("{}%#_<>&$*\\\"'`@=[]/-+1.\n\t\u202e\u200b\ufe0fẵỹđ"),
        st.characters(),
    ),
    max_size=80,
)


def every_place(text: str) -> Paper:
    """Return a paper that has `text` wherever a text may stand."""
    sample = samples.quick(
        ref=text, tlp=text, contact=text, summary=text, scope=(text, text)
    )
    row = (text, text)
    return replace(
        sample,
        title=text,
        about=text,
        to=(text, text),
        basis=(text,),
        recipients=(text,),
        blocks=(
            *sample.blocks,
            Text(text, lead=text),
            Items((Item(text, items=(Item(text, text),)),)),
            Table((Column(text, 1), Column("Cột", 2)), (row, row)),
        ),
    )


@pytest.mark.parametrize("kind", samples.KINDS)
def test_outputs_say_the_same(kind):
    paper = samples.KINDS[kind]()
    text = reading.pdf_text(pdf.render(paper), paper)

    assert text == reading.word_text(word.render(paper), paper)
    assert len(text) > 200


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_hostile_text_stays_text(kind):
    shown = printable(hostile.TEXTS[kind])
    paper = Paper(title="Thử", blocks=(Text(f"Đầu {shown} cuối"),))
    expected = reading.squeezed(f"Đầu {shown} cuối")

    assert reading.squeezed(reading.word_words(word.render(paper))) == expected
    assert reading.pdf_text(pdf.render(paper), paper) == expected


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_hostile_text_breaks_no_place(kind):
    paper = every_place(hostile.TEXTS[kind])

    words = reading.squeezed(reading.word_words(word.render(paper)))
    assert reading.squeezed("".join(reading.pages(pdf.render(paper)))) != ""
    assert reading.squeezed(printable(hostile.TEXTS[kind])) in words


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(MIXED)
def test_any_text_is_the_same_in_both(text):
    paper = Paper(title=text, blocks=(Text(f"Đầu {text} cuối", lead=text),))

    assert reading.pdf_text(pdf.render(paper), paper) == reading.word_text(
        word.render(paper), paper
    )


@given(st.text())
def test_printable_text_is_covered_and_stays(text):
    shown = printable(text, exact=True)

    assert printable(shown, exact=True) == shown
    assert {ord(c) for c in shown} - covered() <= {ord("\n")}


def test_identity_numbers_are_on_no_paper():
    paper = every_place("CCCD 001203004567 của bà Lan")

    for text in (
        "".join(reading.pages(pdf.render(paper))),
        reading.word_words(word.render(paper)),
    ):
        assert "001203004567" not in reading.squeezed(text)
        assert "001******567" in reading.squeezed(text)


def test_bank_account_among_indicators_is_not_taken_for_a_card():
    paper = samples.quick(indicators=(("Tài khoản", "001203004567"),))

    assert "001203004567" in reading.pdf_text(pdf.render(paper), paper)


def test_long_word_is_copied_without_anything_in_it():
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    page = "".join(reading.pages(pdf.render(samples.quick())))

    assert digest in page.replace("\r\n", "")
    assert "\u200b" not in page


def test_what_the_font_lacks_becomes_one_square():
    assert printable("Mừng 🎉👨\u200d👩 漢字 hết\u202e") == "Mừng □ □ hết"
