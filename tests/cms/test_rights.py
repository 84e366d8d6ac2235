"""Rights that an administrator takes away stay away; what is new is given once."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page

from cms import site_tree
from cms.procedures import importing
from cms.procedures.diff import Diff
from cms.procedures.rows import ProcedureRow
from commune.access import grants, roles

pytestmark = [pytest.mark.whole_site, pytest.mark.django_db]


def test_permission_taken_away_stays_away_after_migrate():
    group = Group.objects.get(name=roles.CHIEF_EDITORS)
    taken = group.permissions.get(codename="add_searchsynonym")
    group.permissions.remove(taken)

    call_command("migrate", verbosity=0, interactive=False)

    assert taken not in group.permissions.all()
    assert group.permissions.filter(codename="change_searchsynonym").exists()


def test_permission_that_is_new_is_given_and_a_new_group_gets_all():
    group = Group.objects.get(name=roles.EDITORS)
    wanted = {roles.EDITORS: ["commune.view_village"], "Mới": ["commune.view_village"]}
    Group.objects.filter(name="Mới").delete()

    for _time in range(2):
        grants.apply(wanted)

    village = Permission.objects.get(codename="view_village")
    assert village in group.permissions.all()
    assert village in Group.objects.get(name="Mới").permissions.all()


@pytest.mark.parametrize("step", ["create", "import"])
def test_page_rights_stay_as_the_office_set_them(tree, step):
    editors = Group.objects.get(name=roles.EDITORS)
    GroupPagePermission.objects.filter(group=editors).delete()
    change = Permission.objects.get(codename="change_page")
    root = Page.get_first_root_node()
    GroupPagePermission.objects.create(group=editors, page=root, permission=change)

    if step == "create":
        site_tree.create()
    else:
        row = ProcedureRow(1, "1.000001", "Tên", "Bộ", ("UBND xã",), "Đất đai")
        importing.apply(Diff((row,), (), (), ()), extras={})

    left = GroupPagePermission.objects.filter(group=editors)
    assert [(r.page_id, r.permission_id) for r in left] == [(root.pk, change.pk)]
