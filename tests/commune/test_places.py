from datetime import date

import pytest
from django.db import IntegrityError

from commune.models import TargetGroup, Village
from commune.places import PlaceError, merge_villages, rename_village
from commune.rulebook.amend import AmendError, amend

DAY = date(2027, 1, 1)


def test_rename_keeps_the_old_name_findable(village):
    rename_village(village, name="Thôn Đông (mẫu)", on=DAY)

    assert village.former_names.get().name == "Thôn 01 (mẫu)"
    assert [h.name for h in village.history.all()] == [
        "Thôn Đông (mẫu)",
        "Thôn 01 (mẫu)",
    ]


def test_merge_ends_the_source_and_points_at_its_successor(village, other_village):
    merge_villages([village], into=other_village, on=DAY)

    village.refresh_from_db()
    assert village.present() == other_village
    assert list(Village.objects.valid(on=date(2026, 12, 31))) == [
        village,
        other_village,
    ]
    assert list(Village.objects.valid(on=DAY)) == [other_village]


def test_merge_refuses_a_village_into_itself(village):
    with pytest.raises(PlaceError):
        merge_villages([village], into=village, on=DAY)


def test_merge_refuses_a_village_that_has_ended(village, other_village):
    merge_villages([village], into=other_village, on=DAY)
    with pytest.raises(PlaceError):
        merge_villages([other_village], into=village, on=DAY)


def test_merge_refuses_a_day_before_one_of_them_began(village, other_village):
    village.valid_from = DAY
    village.save()
    with pytest.raises(PlaceError):
        merge_villages([village], into=other_village, on=DAY)
    with pytest.raises(PlaceError):
        merge_villages([other_village], into=village, on=DAY)


def test_database_refuses_a_village_as_its_own_successor(village):
    village.valid_to, village.successor = DAY, village
    with pytest.raises(IntegrityError):
        village.save()


@pytest.mark.django_db
def test_amend_ends_the_old_row_and_starts_its_successor():
    old = TargetGroup.objects.create(
        code="elderly-test", label="Người cao tuổi", valid_from=date(2026, 1, 1)
    )
    new = amend(old, starts_on=DAY, changes={"label": "Người từ 60 tuổi"})

    valid = TargetGroup.objects.filter(code="elderly-test")
    assert list(valid.valid(on=date(2026, 12, 31))) == [old]
    assert list(valid.valid(on=DAY)) == [new]
    assert (old.label, new.label) == ("Người cao tuổi", "Người từ 60 tuổi")


@pytest.mark.django_db
def test_amend_refuses_a_successor_that_starts_too_early():
    row = TargetGroup.objects.create(code="x", label="x", valid_from=DAY)
    with pytest.raises(AmendError):
        amend(row, starts_on=DAY, changes={})
