"""Numbering, dating, heads and signatures as the rules of clerical work ask."""

from datetime import date

import pytest

from commune.papers import foot, head, layout, office
from commune.papers.description import (
    Capacity,
    Head,
    Item,
    Items,
    Page,
    Paper,
    Signature,
    Text,
)
from commune.papers.numbering import document_number, point_letter, roman

pytestmark = pytest.mark.once
HEAD = Head(issuer=("Ủy ban nhân dân", "xã Như Xuân"), place="Như Xuân")
CHIEF = Signature("Chủ tịch", behalf="Ủy ban nhân dân")


def lines(paper: Paper) -> list[str]:
    """Return every text of a paper in its order."""
    found = []
    for part in layout.as_values(paper)["parts"]:
        for block in part["blocks"]:
            cells = block.get("rows", []) if block["type"] == "grid" else [[[block]]]
            pieces = [piece for row in cells for cell in row for piece in cell]
            found += [
                "".join(run["text"] for run in piece["runs"])
                for piece in pieces
                if piece["type"] == "text"
            ]
    return found


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2027, 1, 5), "Như Xuân, ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 28), "Như Xuân, ngày 28 tháng 02 năm 2027"),
        (date(2027, 3, 9), "Như Xuân, ngày 09 tháng 3 năm 2027"),
        (date(2027, 12, 31), "Như Xuân, ngày 31 tháng 12 năm 2027"),
    ],
)
def test_day_has_the_zeros_of_the_rules(day, shown):
    assert head.day_line(Head(issuer=(), place="Như Xuân", day=day)) == shown


def test_day_and_number_of_a_draft_are_gaps():
    draft = Head(issuer=(), place="Như Xuân", symbol="BC-UBND", year=2027)

    words = head.day_line(draft).split()
    assert " ".join(words) == "Như Xuân, ngày tháng năm 2027"
    assert document_number(None).strip("\u00a0") == ""


@pytest.mark.parametrize(("number", "shown"), [(5, "05"), (12, "12"), (105, "105")])
def test_number_below_ten_begins_with_a_zero(number, shown):
    paper = Paper("x", head=Head(("A",), "B", symbol="QĐ-UBND", number=number))

    assert f"Số: {shown}/QĐ-UBND" in lines(paper)


def test_points_go_in_vietnamese_order():
    letters = [point_letter(number) for number in range(1, 26)]

    assert letters[:9] == ["a", "b", "c", "d", "đ", "e", "g", "h", "i"]
    assert not {"f", "j", "w", "z"} & set(letters)
    assert letters[22:] == ["y", "aa", "ab"]


@pytest.mark.parametrize(("number", "shown"), [(1, "I"), (4, "IV"), (19, "XIX")])
def test_annexes_have_roman_numbers(number, shown):
    assert roman(number) == shown


def test_clauses_are_numbered_to_the_third_depth():
    deep = Item(
        "khoản", items=(Item("điểm", items=(Item("ý", items=(Item("nữa"),)),)),)
    )
    paper = Paper("x", blocks=(Items((deep, Item("hai", lead="Tên:"))),))

    assert lines(paper) == ["1. khoản", "a) điểm", "- ý", "- nữa", "2. Tên: hai"]


def test_grounds_end_with_semicolons_and_a_stop():
    paper = Paper("x", basis=("Căn cứ Luật A", "Căn cứ Nghị định B."))

    assert lines(paper) == ["Căn cứ Luật A;", "Căn cứ Nghị định B."]


@pytest.mark.parametrize(
    ("signature", "shown"),
    [
        (CHIEF, ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        (
            Signature("Phó Chủ tịch", "UBND", Capacity.FOR_CHIEF, "Chủ tịch"),
            ["TM. UBND", "KT. Chủ tịch", "Phó Chủ tịch"],
        ),
        (
            Signature(
                "Chánh Văn phòng", capacity=Capacity.BY_ORDER, principal="Chủ tịch"
            ),
            ["TL. Chủ tịch", "Chánh Văn phòng"],
        ),
        (
            Signature("Trưởng phòng", capacity=Capacity.MANDATED, principal="Chủ tịch"),
            ["TUQ. Chủ tịch", "Trưởng phòng"],
        ),
        (Signature("Chủ tịch", capacity=Capacity.ACTING), ["Q. Chủ tịch"]),
    ],
)
def test_signature_says_in_whose_stead(signature, shown):
    assert foot.signer_lines(signature) == shown


def test_recipients_begin_with_as_above_and_end_with_the_archive():
    paper = Paper("x", to=("Sở A",), signatures=(CHIEF,), recipients=("Đảng ủy",))

    found = lines(paper)
    start = found.index("Nơi nhận:")
    assert found[start + 1 : start + 4] == ["- Như trên;", "- Đảng ủy;", "- Lưu: VT."]


def test_one_addressee_on_a_line_several_one_below_the_other():
    assert lines(Paper("x", to=("Sở A",))) == ["Kính gửi: Sở A"]
    assert lines(Paper("x", to=("A", "B"))) == ["Kính gửi:", "- A;", "- B."]


def test_letter_says_what_it_is_about_under_its_number():
    letter = Head(("A",), "B", symbol="UBND-VX", number=12, about="tập huấn")
    found = lines(Paper("x", head=letter))

    assert found.index("V/v tập huấn") == found.index("Số: 12/UBND-VX") + 1


def test_parent_stands_over_the_issuer_where_there_is_one(settings):
    settings.COMMUNE = {
        "name": "Xã Như Xuân",
        "authority": "Ủy ban nhân dân xã Như Xuân",
        "parent": "Ủy ban nhân dân tỉnh Thanh Hóa",
    }

    found = lines(Paper("x", head=office.head(symbol="BC")))
    assert found[:3] == [
        "ỦY BAN NHÂN DÂN TỈNH THANH HÓA",
        "ỦY BAN NHÂN DÂN",
        "XÃ NHƯ XUÂN",
    ]
    settings.COMMUNE = settings.COMMUNE | {"parent": ""}
    assert lines(Paper("x", head=office.head()))[0] == "ỦY BAN NHÂN DÂN"


def test_headings_never_skip_a_level():
    blocks = (Text("Điều 1", "article"), Text("Phần", "part"))
    untitled = layout.as_values(Paper("x", blocks=blocks))["parts"][0]["blocks"]
    titled = layout.as_values(Paper("x", kind="Báo cáo", blocks=blocks))

    assert [block["level"] for block in untitled] == [1, 2]
    levels = [b.get("level") for b in titled["parts"][0]["blocks"] if b.get("level")]
    assert levels == [1, 2, 2]


def test_margins_of_a_page_are_its_own():
    assert layout.body_width(Page(margins=(10, 10, 10, 10))) == 190
    assert layout.body_width(Page()) == 165
