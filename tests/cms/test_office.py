"""The office's side of the site: menus and the list of synonyms."""

import pytest
from django.urls import reverse

from cms.models import SearchSynonym
from commune.access import roles

pytestmark = pytest.mark.whole_site


@pytest.mark.parametrize("words", ["lua dao", "LỪA ĐẢO", "lừa đao", "lu\u031b\u0300a"])
def test_synonyms_are_found_however_typed(client, tree, user_in, words):
    SearchSynonym.objects.all().delete()
    row = SearchSynonym(code="x1", alias="bịp", words="lừa đảo", label="thử")
    other = SearchSynonym(code="x2", alias="sổ đỏ", words="quyền sử dụng đất")
    for synonym in (row, other):
        synonym.valid_from = "2026-01-01"
        synonym.save()
    client.force_login(user_in(roles.CHIEF_EDITORS))

    html = client.get(reverse("searchsynonym:index"), {"q": words}).content.decode()

    assert "bịp" in html
    assert "sổ đỏ" not in html


def test_reports_that_nobody_needs_are_not_in_the_menu(client, tree, user_in):
    client.force_login(user_in(roles.CHIEF_EDITORS))

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "/quan-tri/reports/workflow/" in html
    for report in ("aging-pages", "site-history", "page-types-usage"):
        assert f"/quan-tri/reports/{report}/" not in html
