"""A wrong file is refused whole: what it does not name is not "gone"."""

import pytest
from django.core.management import CommandError, call_command

from cms import site_tree
from cms.pages import ProcedurePage
from cms.pages.planting import plant
from cms.pages.procedures import Force

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure():
    page = ProcedurePage(
        slug="9-000001", code="9.000001", title="Khai sinh", name="Khai sinh"
    )
    plant(site_tree.create().procedures, [page])
    return page


@pytest.fixture
def wrong_file(tmp_path):
    file = tmp_path / "thon.csv"
    file.write_text("ma,ten\n22,Thôn mới\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("options", [{}, {"skip_bad": True}, {"dry_run": True}])
def test_a_wrong_file_puts_nothing_out_of_force(procedure, wrong_file, options, capsys):
    with pytest.raises(CommandError):
        call_command("import_procedures", str(wrong_file), **options)
    procedure.refresh_from_db()
    assert procedure.force == Force.IN_FORCE
    printed = capsys.readouterr()
    assert 'row 1, column "": ' in printed.err
    assert "gone" not in printed.out
