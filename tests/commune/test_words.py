"""English that no catalogue reaches is put right, and is still there to put right."""

import re
from pathlib import Path

import pytest
import wagtail.admin
import wagtail.users
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Collection, Page, Workflow

from cms import site_tree
from commune.access import roles
from commune.models import Village
from tests.training.factories import a_course

ADMIN = Path(wagtail.admin.__file__).parent / "templates/wagtailadmin"
GROUPS = Path(wagtail.users.__file__).parent / "templates/wagtailusers/groups"


@pytest.mark.parametrize(
    ("template", "english"),
    [
        (ADMIN / "shared/headers/_actions.html", 'aria-label="Actions"'),
        (ADMIN / "tables/boolean_cell.html", "value|stringformat:'s'"),
        (ADMIN / "home.html", 'type="submit" value="Search"'),
        (ADMIN / "shared/header.html", 'type="submit" value="Search"'),
        (GROUPS / "includes/formatted_permissions.html", ".perm.name }}"),
    ],
)
def test_the_packages_still_need_our_templates(template, english):
    assert english in template.read_text(encoding="utf-8")


@pytest.fixture
def administrator(client, user_in):
    client.force_login(user_in("Administrators"))
    return client


def test_columns_are_headed_by_the_names_of_their_fields(administrator):
    Village.objects.create(name="Thôn 91", code="t91", position=91)
    page = administrator.get("/quan-tri/village/").content.decode()

    assert "Có hiệu lực từ ngày" in page
    assert "Valid from" not in page


def test_yes_and_no_are_marks_with_a_vietnamese_name(client, user_in):
    a_course(is_public=True)
    client.force_login(user_in("Training managers"))
    page = BeautifulSoup(client.get("/quan-tri/course/").content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in page.find_all("td")]

    assert "Có" in cells
    assert "True" not in cells


def test_changes_are_counted_as_changes(administrator):
    village = Village.objects.create(name="Thôn 91", code="t91", position=91)
    page = administrator.get(f"/quan-tri/village/history/{village.pk}/")

    assert "1 thay đổi" in page.content.decode()
    assert "historical" not in page.content.decode()


@pytest.mark.django_db
def test_other_things_are_counted_by_their_own_names():
    with translation.override("vi"):
        paginator = WagtailPaginator(Village.objects.order_by("pk"), 20)
        assert paginator.verbose_name_plural == "thôn"


def test_pages_found_are_counted_as_pages(client, user_in):
    site_tree.create()
    client.force_login(user_in("Chief editors"))
    page = client.get("/quan-tri/pages/search/").content.decode()

    assert re.search(r"trong \d+ trang", page)
    assert not re.search(r"\d None", page)


def test_link_dialogs_name_their_fields(client, user_in):
    client.force_login(user_in("Editors"))
    for kind, words in (
        ("external", ["Chữ của liên kết"]),
        ("email", ["Địa chỉ email", "Tiêu đề", "Nội dung"]),
        ("phone", ["Số điện thoại"]),
    ):
        dialog = client.get(f"/quan-tri/choose-{kind}-link/").json()["html"]
        assert [word for word in words if word not in dialog] == []
        assert "Link text" not in dialog


@pytest.mark.django_db
def test_groups_and_permissions_have_vietnamese_names():
    editors = Group.objects.get(name=roles.EDITORS)
    publish = Permission.objects.get(codename="publish_page")
    with translation.override("vi"):
        assert str(editors) == "Biên tập viên"
        assert str(publish) == "Trang: Đăng mọi trang"
    with translation.override("en"):
        assert str(editors) == "Editors"


def test_group_editor_names_each_check_box(administrator):
    group = Group.objects.get(name=roles.ADMINISTRATORS)
    page = administrator.get(f"/quan-tri/groups/edit/{group.pk}/").content.decode()

    assert "Can add" not in page
    assert "Can export" not in page
    assert "Thay đổi: thôn" in page


@pytest.mark.django_db
def test_the_site_tree_leaves_no_english_name_of_wagtails():
    site_tree.create()
    site_tree.create()

    assert Page.get_first_root_node().title == "Gốc"
    assert Collection.get_first_root_node().name == "Gốc"
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Duyệt tin"]
