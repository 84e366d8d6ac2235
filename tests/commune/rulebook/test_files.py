"""Rulebooks out into a file and in again, on the command line."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from commune.models import Holiday, OfficeHours, RetentionPeriod, TargetGroup
from commune.rulebook import files
from commune.rulebook.books import books
from commune.rulebook.exporting import export

pytestmark = pytest.mark.django_db
GOOD = """\
holiday:
- code: tet-2027-1
  label: Tết Nguyên đán 2027
  day: 2027-02-06
"""


@pytest.fixture
def take(tmp_path):
    """Return a caller: `take(text, …)` → (exit status, what was said, complaints)."""

    def run(*texts: str, **options):
        names = []
        for number, text in enumerate(texts, start=1):
            path = tmp_path / f"so-{number}.yaml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            names.append(str(path))
        out, err = io.StringIO(), io.StringIO()
        status = 0
        try:
            call_command("import_rulebook", *names, stdout=out, stderr=err, **options)
        except SystemExit as end:
            status = end.code
        return status, out.getvalue(), err.getvalue().replace(f"{tmp_path}/", "")

    return run


def test_export_and_import_give_no_difference(take):
    status, said, complaints = take(export(books().values()))
    assert (status, complaints) == (0, "")
    assert said == "0 new, 0 changed, 0 gone (kept)\n"


def test_an_empty_house_takes_all_of_another(take):
    whole = export(books().values())
    counts = {name: model.objects.count() for name, model in books().items()}
    for model in reversed(books().values()):
        model.objects.all().delete()
    status, _said, complaints = take(whole)
    assert (status, complaints) == (0, "")
    assert {name: model.objects.count() for name, model in books().items()} == counts
    assert export(books().values()) == whole


def test_a_dry_run_tells_the_differences_and_writes_nothing(take):
    text = GOOD + "- {code: labour-2027, label: Ngày 1/5, day: 2027-05-01}\n"
    before = export([Holiday])
    status, said, _complaints = take(text, dry_run=True)
    assert (status, export([Holiday])) == (0, before)
    assert said.splitlines() == [
        "changed labour-2027 (label)",
        "new tet-2027-1",
        *(f"gone {code}" for code in ("national-2027", "new-year-2027", "south-2027")),
        "1 new, 1 changed, 3 gone (kept)",
    ]


def test_what_the_file_does_not_hold_stays(take):
    before = Holiday.objects.count()
    assert take(GOOD)[0] == 0
    assert Holiday.objects.count() == before + 1
    assert Holiday.history.first().history_change_reason.endswith("so-1.yaml")


WRONG = {
    "unknown book": ("nobook:\n- code: x\n", "line 2: nobook row 1: "),
    "unknown column": (GOOD + "  tag: x\n", 'row 1, column "tag": '),
    "no code": ("holiday:\n- label: x\n", 'row 1, column "code": '),
    "no label": ("targetgroup:\n- code: x\n", 'row 1, column "label": '),
    "bad date": (GOOD.replace("02-06", "02-31"), 'row 1, column "day": '),
    "date as text": (GOOD.replace("2027-02-06", "mai"), 'row 1, column "day": '),
    "number for a date": (GOOD.replace("2027-02-06", "5"), 'row 1, column "day": '),
    "end before start": (
        GOOD + "  valid_from: 2027-01-01\n  valid_to: 2026-01-01\n",
        "row 1: ",
    ),
    "status": (GOOD + "  status: maybe\n", 'row 1, column "status": '),
    "flag": (GOOD + "  is_working_day: ja\n", 'row 1, column "is_working_day": '),
    "too long": (GOOD.replace("Tết", "T" * 250), 'row 1, column "label": '),
    "list as text": (GOOD.replace("Tết Nguyên đán 2027", "[1]"), 'column "label": '),
    "twice": (GOOD + GOOD.partition("\n")[2], 'row 2, column "code": '),
    "column twice": (GOOD + "  code: y\n", 'row 1, column "code": '),
    "no row": ("holiday:\n- tet\n", "line 2: holiday row 1: "),
    "no rows": ("holiday: tet\n", "line 1: "),
    "no books": ("- tet\n", "so-1.yaml: "),
    "empty": ("", "so-1.yaml: "),
    "no YAML": ("holiday:\n- code: [\n", "so-1.yaml, line 3: "),
    "alias": ("holiday: &a []\nunit: *a\n", "so-1.yaml, line 2: "),
    "tag": (GOOD + "  source_url: !!python/name:os.system\n", 'column "source_url": '),
    "bytes": (b"holiday:\n- code: \xff\xfe\n", "so-1.yaml: "),
    "too large": ("#" * 1_000_001, "so-1.yaml: "),
    "deep": ("[" * 5000, "so-1.yaml"),
    "days": ("retentionperiod:\n- {code: x, label: x, what: x, days: 0}\n", '"days": '),
    "other row": (
        "guessrule:\n- {code: x, label: x, phrases: x, category: nobody}\n",
        'row 1, column "category": ',
    ),
    "pattern": (
        "certificatenumbering:\n- {code: x, label: x, pattern: 'GCN', digits: 2}\n",
        'row 1, column "pattern": ',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named_and_nothing_is_taken(take, name):
    text, where = WRONG[name]
    before = export(books().values())
    status, said, complaints = take(
        "targetgroup:\n- {code: good-one, label: Nhóm tốt}\n", text
    )
    assert (status, said) == (1, "")
    assert where.replace("so-1", "so-2") in complaints
    assert "so-2.yaml" in complaints
    assert not TargetGroup.objects.filter(code="good-one").exists()
    assert export(books().values()) == before


@pytest.mark.parametrize("day", ["2027-02-31", "", "mai", "5", "[1]"])
def test_a_wrong_day_gets_one_reason(take, day):
    text = GOOD.replace("2027-02-06", day)
    _status, _said, complaints = take(text)
    assert complaints.count("\n") == 1
    assert 'row 1, column "day": ' in complaints


def test_every_fault_of_every_file_is_told_in_order(take):
    two = "holiday:\n- {code: a, label: a}\n- {code: b, label: b, day: x, n: 1}\n"
    _status, _said, complaints = take(two, WRONG["status"][0])
    lines = [line.split(": ")[0] for line in complaints.splitlines()]
    assert lines == [
        "so-1.yaml, line 2",
        "so-1.yaml, line 3",
        "so-1.yaml, line 3",
        "so-2.yaml, line 5",
    ]


def test_a_later_version_ends_the_one_before(take):
    text = """\
officehours:
- {code: mon-am, label: "Thứ Hai, sáng", valid_from: 2027-01-01, weekday: 0,
   opens: 08:00, closes: "11:30"}
"""
    assert take(text)[0] == 0
    old, new = OfficeHours.objects.filter(code="mon-am").order_by("valid_from")
    assert old.valid_to == new.valid_from == date(2027, 1, 1)
    assert new.opens.hour == 8


def test_rows_that_name_a_rule_follow_its_later_version(take):
    books_of = books()
    category, rule = books_of["category"], books_of["guessrule"]
    named = rule.objects.filter(category__code="fraud--phishing").count()
    text = export([category]).replace("category:\n", "", 1)
    start = text.index("- code: fraud--phishing\n")
    row = text[start : text.index("\n- code:", start + 1)]
    later = row.replace("valid_from: 2025-07-01", "valid_from: 2027-01-01")
    assert take(f"category:\n{later}\n")[0] == 0
    new = category.objects.get(code="fraud--phishing", valid_to=None)
    assert new.guess_rules.count() == named > 0


def test_a_used_row_is_not_changed_but_may_be_ended(take):
    row = export([OfficeHours])
    status, _said, complaints = take(row.replace("weekday: 4", "weekday: 5"))
    assert status == 1
    assert 'row 1, column "weekday": ' in complaints
    ended = row.replace("  weekday: 4", "  valid_to: 2030-01-01\n  weekday: 4", 1)
    assert take(ended)[0] == 0
    assert OfficeHours.objects.filter(valid_to=date(2030, 1, 1)).count() == 1


def test_overlapping_versions_are_refused(take):
    text = "retentionperiod:\n" + "".join(
        f"- {{code: x, label: x, what: x, days: 9,"
        f" valid_from: {start}, valid_to: {end}}}\n"
        for start, end in [("2026-01-01", "2027-06-01"), ("2027-01-01", "2028-01-01")]
    )
    status, _said, complaints = take(text)
    assert status == 1
    assert 'row 2, column "valid_from": ' in complaints
    assert not RetentionPeriod.objects.filter(code="x").exists()


def test_text_comes_in_as_nfc(take):
    import unicodedata

    assert take(unicodedata.normalize("NFD", GOOD))[0] == 0
    assert Holiday.objects.filter(label="Tết Nguyên đán 2027").exists()


def test_a_named_book_is_exported_alone_and_an_unknown_one_refused(tmp_path):
    path = tmp_path / "ra.yaml"
    call_command("export_rulebook", "holiday", out=str(path))
    assert path.read_text("utf-8") == export([Holiday])
    with pytest.raises(CommandError, match="no rulebook nothing"):
        call_command("export_rulebook", "nothing")


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_content_is_read_or_reported(content):
    rows, faults = files.read("x.yaml", content)
    assert all(isinstance(row.values, dict) for row in rows)
    assert all(fault.reason for fault in faults)
