"""`import_procedures FILE`: a preview, bad rows by name, drafts for changes."""

import csv

import pytest
from django.core.management import CommandError, call_command

from cms.pages import ProcedurePage

pytestmark = pytest.mark.whole_site

HEADER = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
BIRTH = ["1.000001", "Đăng ký khai sinh", "Bộ Tư pháp", "UBND cấp xã", "Hộ tịch"]
MARRIAGE = ["1.000002", "Đăng ký kết hôn", "Bộ Tư pháp", "UBND cấp xã", "Hộ tịch"]
LONG = "Cấp giấy phép " + "rất dài " * 140


@pytest.fixture
def run(tmp_path, capsys, tree):
    """Return a function that imports rows and gives (output, complaints)."""

    def run(*rows, fails=False, **options):
        path = tmp_path / "tthc.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        if fails:
            with pytest.raises(CommandError):
                call_command("import_procedures", path, **options)
        else:
            call_command("import_procedures", path, **options)
        output = capsys.readouterr()
        return output.out.splitlines(), output.err.splitlines()

    return run


def test_new_rows_are_published(run, client):
    out, _err = run(BIRTH, MARRIAGE)

    assert out == [
        *("new 1.000001", "new 1.000002"),
        "new 2, changed 0, gone 0, unchanged 0",
    ]
    assert client.get("/thu-tuc/1-000001/").status_code == 200
    assert "Đăng ký kết hôn" in client.get("/thu-tuc/").content.decode()


def test_dry_run_writes_nothing(run):
    out, _err = run(BIRTH, dry_run=True)

    assert out == ["new 1.000001", "new 1, changed 0, gone 0, unchanged 0"]
    assert ProcedurePage.objects.count() == 0


def test_same_file_again_changes_nothing(run):
    run(BIRTH, MARRIAGE)
    before = list(ProcedurePage.objects.values())

    out, _err = run(BIRTH, MARRIAGE)

    assert out == ["new 0, changed 0, gone 0, unchanged 2"]
    assert list(ProcedurePage.objects.values()) == before


def test_changed_row_becomes_a_draft_beside_the_published_text(run, client):
    run(BIRTH)
    changed = [BIRTH[0], "Đăng ký khai sinh lưu động", *BIRTH[2:]]

    out, _err = run(changed)

    page = ProcedurePage.objects.get()
    assert out[0] == "changed 1.000001"
    assert page.name == "Đăng ký khai sinh"
    assert page.get_latest_revision_as_object().name == "Đăng ký khai sinh lưu động"
    assert run(changed)[0] == ["new 0, changed 0, gone 0, unchanged 1"]
    assert "lưu động" not in client.get("/thu-tuc/1-000001/").content.decode()


def test_row_that_is_gone_leaves_force_and_may_come_back(run, client):
    run(BIRTH, MARRIAGE)

    out, _err = run(BIRTH)

    assert out == ["gone 1.000002", "new 0, changed 0, gone 1, unchanged 1"]
    assert "Không còn hiệu lực" in client.get("/thu-tuc/1-000002/").content.decode()
    assert "Đăng ký kết hôn" not in client.get("/thu-tuc/").content.decode()
    assert run(BIRTH)[0] == ["new 0, changed 0, gone 0, unchanged 1"]

    run(BIRTH, MARRIAGE)

    assert "Đăng ký kết hôn" in client.get("/thu-tuc/").content.decode()


def test_bad_rows_stop_the_import(run):
    out, err = run(BIRTH, ["1.12", "Tên", "", "", "Hộ tịch"], fails=True)

    assert err == ['row 3, column "Mã số": "1.12" không phải mã số như 1.004873.']
    assert out == []
    assert ProcedurePage.objects.count() == 0


def test_skip_bad_takes_the_good_rows(run):
    out, err = run(BIRTH, BIRTH, skip_bad=True)

    assert err == ['row 3, column "Mã số": Mã này đã có ở dòng 2.']
    assert out[-1] == "new 1, changed 0, gone 0, unchanged 0"
    assert ProcedurePage.objects.count() == 1


def test_name_longer_than_a_title_is_kept_whole(run, client):
    run([BIRTH[0], LONG, *BIRTH[2:]])

    page = ProcedurePage.objects.get()
    assert page.name == LONG.strip()
    assert len(page.title) <= 255
    assert LONG.strip() in client.get("/thu-tuc/1-000001/").content.decode()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x00\x01", b"PK\x03\x04zip"])
def test_other_file_is_refused_in_one_line(tmp_path, tree, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"x\.xlsx: "):
        call_command("import_procedures", path)


def test_missing_file_is_refused_in_one_line(tmp_path, tree):
    with pytest.raises(CommandError, match="khong-co"):
        call_command("import_procedures", tmp_path / "khong-co.xlsx")
