"""`import_villages` and `import_teams`."""

import pytest
from django.core.management import CommandError, call_command

from commune.models import CommunityTeam, TeamMember, Village, VillageName


@pytest.fixture
def run(tmp_path, capsys, db):
    def run(command, text, *, fails=False, **options):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        if fails:
            with pytest.raises(CommandError):
                call_command(command, path, **options)
        else:
            call_command(command, path, **options)
        output = capsys.readouterr()
        return output.out.splitlines(), output.err.splitlines()

    return run


def test_villages_are_added_and_renamed_but_never_deleted(run, village, other_village):
    out, _err = run(
        "import_villages", "Mã thôn;Tên thôn\nTH01;Thôn Đồng Tâm\nTH03;Thôn Mới\n"
    )

    assert out == [
        *("new TH03", "changed TH01", "gone TH02"),
        "new 1, changed 1, gone 1, unchanged 0",
    ]
    assert Village.objects.count() == 3
    assert VillageName.objects.get().name == "Thôn 01 (mẫu)"


def test_same_villages_again_change_nothing(run, village):
    text = "Mã;Tên\nTH01;Thôn 01 (mẫu)\n"

    assert run("import_villages", text)[0] == ["new 0, changed 0, gone 0, unchanged 1"]
    assert village.history.count() == 1


def test_bad_villages_are_named_by_row_and_column(run):
    text = "Mã thôn,Tên thôn\nTH01,Một\nTH01,Hai\n,Ba\nT H,Bốn\n"

    _out, err = run("import_villages", text, fails=True)

    assert [line.split(":")[0] for line in err] == [
        'row 4, column "Mã thôn"',
        'row 3, column "Mã thôn"',
        'row 5, column "Mã thôn"',
    ]
    assert Village.objects.count() == 0


TEAMS = "Thôn,Họ tên,Chức danh,Điện thoại\n"


def test_teams_are_made_of_one_row_a_member(run, village):
    out, _err = run(
        "import_teams", TEAMS + "TH01,Lê A,Tổ trưởng,0912345678\nThôn 01 (mẫu),Lê B,,\n"
    )

    team = CommunityTeam.objects.get()
    assert out == ["new TH01", "new 1, changed 0, gone 0, unchanged 0"]
    assert team.phone == "+84912345678"
    assert [m.name for m in team.members.all()] == ["Lê A", "Lê B"]


def test_member_who_left_the_list_gets_a_last_day(run, village):
    run("import_teams", TEAMS + "TH01,Lê A,Tổ trưởng,\nTH01,Lê B,,\n")

    text = TEAMS + "TH01,Lê A,Tổ phó,\nTH01,Lê C,,\n"
    out, _err = run("import_teams", text)

    present = TeamMember.objects.filter(until=None).values_list("name", "duty")
    assert out[0] == "changed TH01"
    assert sorted(present) == [("Lê A", "Tổ phó"), ("Lê C", "")]
    assert TeamMember.objects.get(name="Lê B").until is not None
    assert run("import_teams", text)[0] == ["new 0, changed 0, gone 0, unchanged 1"]


def test_bad_members_are_named_by_row_and_column(run, village):
    text = TEAMS + "TH99,A,,\nTH01,B,,xyz\nTH01,,,\n"

    _out, err = run("import_teams", text, fails=True)

    assert sorted(line.split(":")[0] for line in err) == [
        'row 2, column "Thôn"',
        'row 3, column "Điện thoại"',
        'row 4, column "Họ tên"',
    ]
    assert TeamMember.objects.count() == 0


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1900 1234", "1900 1234"), ("0912345678 / 113", "0912345678 / 113")],
)
def test_team_may_have_a_hotline_or_several_numbers(run, village, written, kept):
    run("import_teams", TEAMS + f"TH01,Lê A,,{written}\n")

    assert CommunityTeam.objects.get().phone == kept


@pytest.mark.parametrize("written", ["abc", "12", "0912 / abc", "091234567"])
def test_team_phone_that_nobody_can_call_is_refused(run, village, written):
    _out, err = run("import_teams", TEAMS + f"TH01,Lê A,,{written}\n", fails=True)

    assert [line.split(":")[0] for line in err] == ['row 2, column "Điện thoại"']
    assert not CommunityTeam.objects.exists()
