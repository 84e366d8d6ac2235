"""What an import would change: a partition, never a deletion."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from cms.procedures.diff import COMPARED, diff
from cms.procedures.rows import ProcedureRow


def row(code="9.000001", name="Đăng ký khai sinh", **changes):
    values = {
        "row": 3,
        "issuer": "Bộ Tư pháp",
        "agencies": ("Ủy ban nhân dân cấp xã",),
        "field": "Hộ tịch",
    }
    return ProcedureRow(code=code, name=name, **values | changes)


def record(of, **changes):
    """Return the record that an import of this row leaves."""
    values = asdict(of)
    return {name: values[name] for name in COMPARED} | changes


def test_unknown_code_is_new():
    assert diff({}, [row()]).new == (row(),)


def test_equal_record_is_the_same_whatever_its_kind_of_list():
    stored = record(row(), agencies=["Ủy ban nhân dân cấp xã"])
    result = diff({"9.000001": stored}, [row()])
    assert (result.same, result.is_empty) == (("9.000001",), True)


def test_changed_fields_come_with_old_and_new():
    stored = record(row(), name="Khai sinh", agencies=[])
    [change] = diff({"9.000001": stored}, [row()]).changed
    assert change.fields == {
        "name": ("Khai sinh", "Đăng ký khai sinh"),
        "agencies": ((), ("Ủy ban nhân dân cấp xã",)),
    }


def test_absent_code_is_gone_once():
    stored = record(row())
    assert diff({"9.000001": stored}, []).gone == ("9.000001",)
    assert diff({"9.000001": stored | {"in_force": False}}, []).is_empty


def test_code_on_an_unreadable_row_is_not_gone():
    assert diff({"9.000001": record(row())}, [], seen={"9.000001"}).gone == ()


def test_returned_code_is_a_change_of_its_force():
    stored = record(row(), in_force=False)
    [change] = diff({"9.000001": stored}, [row()]).changed
    assert change.fields == {"in_force": (False, True)}


CODES = st.integers(1, 12).map("9.{:06}".format)
ROWS = st.lists(
    st.builds(
        row, code=CODES, name=st.sampled_from(["A", "B"]), row=st.integers(3, 99)
    ),
    unique_by=lambda item: item.code,
)


@given(ROWS, ROWS)
def test_diff_is_a_partition_and_its_application_leaves_nothing(before, after):
    existing = {item.code: record(item) for item in before}
    result = diff(existing, after)
    touched = [
        *(item.code for item in result.new),
        *(change.row.code for change in result.changed),
        *result.same,
        *result.gone,
    ]
    assert sorted(touched) == sorted(existing.keys() | {item.code for item in after})

    for code in result.gone:
        existing[code] = existing[code] | {"in_force": False}
    for item in after:
        existing[item.code] = record(item)
    assert diff(existing, after).is_empty
