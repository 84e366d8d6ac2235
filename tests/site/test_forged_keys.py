"""Keys that no row can have, in addresses and hidden fields of the admin: no 500."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.models import Page

from cms import site_tree
from commune import forged_keys
from commune.access import roles
from tests.cms import factories
from tests.site.test_hostile_fields import as_shown

pytestmark = [pytest.mark.whole_site, pytest.mark.django_db]
FORGED = ["abc", "1.5", "x-1", "a\0b", "😀", "9" * 20, "9" * 5000, "__import__"]
ASKED = [
    "documents/chooser/chosen-multiple/?id={}",
    "images/chooser/chosen-multiple/?id={}",
    "choose-page/chosen-multiple/?id={}",
    "choose-page/?target_pages[]={}",
    "choose-external-link/?parent_page_id={}",
    "choose-email-link/?parent_page_id={}",
    "choose-phone-link/?parent_page_id={}",
    "choose-anchor-link/?parent_page_id={}",
    "bulk/wagtailcore/page/publish/?id={}",
    "bulk/wagtailcore/page/move/?id={}",
    "bulk/wagtailcore/page/delete/?id=all&childOf={}",
    "bulk/wagtaildocs/document/delete/?id={}",
    "bulk/wagtailimages/image/add_to_collection/?id={}",
    "bulk/auth/user/delete/?id={}",
]


@pytest.fixture
def editor(client, user_in):
    client.force_login(user_in(roles.CHIEF_EDITORS, roles.ADMINISTRATORS))
    client.raise_request_exception = False
    return client


def statuses(client, address: str) -> dict[str, int]:
    """Return what each forged key in the address is answered with."""
    found = {k: f"/quan-tri/{address}".format(quote(k)) for k in FORGED}
    return {k[:9]: client.get(url).status_code for k, url in found.items()}


@pytest.mark.parametrize("address", ASKED)
def test_a_forged_key_in_a_query_is_not_there(editor, address):
    assert statuses(editor, address) == dict.fromkeys((k[:9] for k in FORGED), 404)


@pytest.mark.parametrize("kind", ["documents", "images"])
def test_a_forged_key_in_a_path_is_not_there(editor, kind):
    found = statuses(editor, f"{kind}/chooser/chosen/{{}}/")
    assert set(found.values()) <= {400, 404}


def test_a_page_that_is_gone_has_no_children_to_act_on(editor):
    url = "/quan-tri/bulk/wagtailcore/page/delete/?id=all&childOf=987654"
    assert editor.get(url).status_code == 404


def test_true_keys_are_found_as_before(editor):
    tree = site_tree.create()
    document = Document.objects.create(title="Quyết định mẫu", file="a.pdf")
    page = factories.news(tree)
    ajax = {"x-requested-with": "XMLHttpRequest"}
    for address in (
        f"documents/chooser/chosen/{document.pk}/",
        f"documents/chooser/chosen-multiple/?id={document.pk}",
        f"choose-page/chosen-multiple/?id={page.pk}&id={tree.news.pk}",
        f"choose-page/?target_pages[]={page.pk}&target_pages[]=",
        f"choose-external-link/?parent_page_id={tree.news.pk}",
        "choose-external-link/?parent_page_id=",
        f"bulk/wagtailcore/page/publish/?id={page.pk}",
        f"bulk/wagtailcore/page/publish/?id=all&childOf={tree.news.pk}",
    ):
        assert editor.get(f"/quan-tri/{address}", headers=ajax).status_code == 200


@pytest.mark.parametrize("key", FORGED)
def test_a_forged_choice_is_told_and_the_text_is_kept(editor, key):
    page = factories.news(site_tree.create())
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = editor.get(url).content.decode()
    sent = as_shown(shown) | {"body-count": "0", "image": key, "title": "Tin đã gõ"}
    response = editor.post(url, sent)
    assert response.status_code == 200
    assert "image" in response.context["form"].errors
    assert 'value="Tin đã gõ"' in response.content.decode()


@given(st.one_of(st.text(max_size=30), st.integers()))
def test_what_fits_can_be_asked_of_the_database(key):
    if forged_keys.fits(Page, key):
        Page.objects.filter(pk__in=[key]).exists()
