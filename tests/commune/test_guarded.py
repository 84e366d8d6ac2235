import pytest

from commune.tables import guarded


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_a_formula(sign):
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "Bác Một", "1968", "a=b"])
def test_other_cells_stay(text):
    assert guarded(text) == text
