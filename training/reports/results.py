"""The list of results of one class, as the office files it."""

from collections.abc import Iterator
from dataclasses import dataclass

from commune.papers.description import Column, Head, Paper, Signature, Table, Text

PASSED = "Hoàn thành"
NOT_PASSED = "Chưa hoàn thành"


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    birth_year: int
    village: str
    attended: int
    passed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultList:
    title: str
    code: str
    when: str
    session_count: int
    results: tuple[Result, ...]


def paper(values: ResultList, *, head: Head) -> Paper:
    """Return the list with its count of who has passed; a draft until it is signed."""
    passed = sum(result.passed for result in values.results)
    return Paper(
        title=f"Danh sách kết quả {values.code}",
        head=head,
        kind="Danh sách kết quả",
        about=f"Lớp: {values.title} ({values.code})",
        blocks=(
            Text(values.when, "fact", lead="Thời gian:"),
            Text(
                f"{len(values.results)} học viên, {passed} hoàn thành.",
                "fact",
                lead="Tổng hợp:",
            ),
            Table(_COLUMNS, tuple(_rows(values))),
            Text(f"Danh sách có {len(values.results)} học viên.", "closing"),
        ),
        signatures=(
            Signature("Người lập biểu", note="Ký, ghi rõ họ tên"),
            Signature("Chủ tịch", behalf="Ủy ban nhân dân"),
        ),
    )


_COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên", 43),
    Column("Năm sinh", 13, "center"),
    Column("Thôn, đơn vị", 32),
    Column("Số buổi dự", 17, "center"),
    Column("Kết quả", 33),
    Column("Ghi chú", 16),
)


def _rows(values: ResultList) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(values.results, start=1):
        yield (
            str(number),
            one.name,
            str(one.birth_year),
            one.village,
            f"{one.attended}/{values.session_count}",
            PASSED if one.passed else NOT_PASSED,
            one.note,
        )
