"""What residents and machines get."""

import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone

from cms.pages import NewsPage
from cms.pages.safe_html import clean_shown, clean_stored
from commune.models import CommunityTeam, TeamMember
from commune.places import merge_villages
from tests.cms import factories

pytestmark = pytest.mark.whole_site

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<p onclick="alert(1)" style="x:expression(1)">x</p>',
    "<svg/onload=alert(1)>",
    '<iframe src="https://evil.example"></iframe>',
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<form action="https://evil.example"><input></form>',
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("clean", [clean_stored, clean_shown])
def test_rich_text_keeps_nothing_that_runs(payload, clean):
    html = clean(payload).lower()

    for bad in ("<script", "onerror", "onclick", "onload", "javascript:", "data:"):
        assert bad not in html
    for tag in ("<img", "<svg", "<iframe", "<form", "<math", "style="):
        assert tag not in html


def test_old_row_with_a_script_is_shown_without_it(client, tree):
    page = factories.news(tree, body=[("text", "<p>Chào</p>")])
    raw = '[{"type": "text", "value": "<p>Chào</p><script>alert(1)</script>"}]'
    NewsPage.objects.filter(pk=page.pk).update(body=raw)

    html = client.get("/tin-tuc/tin-mau/").content.decode()

    assert "<p>Chào</p>" in html
    assert "alert(1)" not in html


def test_village_page_shows_who_serves_and_nothing_private(
    client, tree, team_leader, village
):
    team = CommunityTeam.objects.get()
    TeamMember.objects.create(
        team=team, name="Người đã thôi", position=2, until="2020-01-01"
    )
    team_leader.email = "rieng@xa.example"
    team_leader.save()

    html = client.get("/to-cong-nghe-so/TH01/").content.decode()

    assert "Tổ trưởng" in html
    for private in ("Người đã thôi", "rieng@", team_leader.username):
        assert private not in html


def test_a_merged_village_leads_to_the_one_that_stands_there(
    client, tree, village, other_village
):
    merge_villages([village], into=other_village, on=timezone.localdate())
    answer = client.get("/to-cong-nghe-so/TH01/")
    assert (answer.status_code, answer.url) == (302, "/to-cong-nghe-so/TH02/")
    assert client.get("/to-cong-nghe-so/TH99/").status_code == 404


@pytest.mark.parametrize("address", ["/tin-tuc/rss/", "/canh-bao/rss/", "/sitemap.xml"])
def test_feeds_are_xml_with_the_sites_own_address(client, tree, settings, address):
    settings.WAGTAILADMIN_BASE_URL = "https://xa.example"
    settings.ALLOWED_HOSTS = ["*"]
    factories.news(tree, "Tin <b>&")
    factories.warning(tree)

    response = client.get(address, headers={"host": "evil.example"})

    ET.fromstring(response.content)
    assert "https://xa.example/" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_robots_and_security_txt_name_the_site(client, tree):
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["Contact", "Expires"]


def test_open_graph_tags_describe_a_story(client, tree):
    factories.news(tree, 'Tin "lạ" & <mới>', slug="la", summary="Tóm tắt <b>")

    html = client.get("/tin-tuc/la/").content.decode()

    assert 'property="og:description" content="Tóm tắt &lt;b&gt;"' in html
    assert 'property="og:type" content="article"' in html
    assert "&lt;mới&gt;" in html


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99", "page=x", "page=-1", "field=%00", "level=x", "audience=%22"],
)
@pytest.mark.parametrize("address", ["/thu-tuc/", "/tin-tuc/", "/canh-bao/"])
def test_odd_parameters_show_the_list(client, tree, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


def test_restricted_page_asks_to_sign_in(client, tree):
    page = factories.news(tree)
    page.view_restrictions.create(restriction_type="login")

    assert client.get("/tin-tuc/tin-mau/").status_code == 302
    assert "Tin mẫu" not in client.get("/tin-tuc/").content.decode()


def test_preview_is_refused_to_who_may_not_edit(client, tree, user_in):
    page = factories.news(tree, live=False)
    client.force_login(user_in("Trainers"))

    response = client.get(f"/quan-tri/pages/{page.pk}/view_draft/")

    assert response.status_code in {302, 403, 404}


def test_picture_needs_words_or_a_mark(tree):
    from django.core.exceptions import ValidationError

    page = NewsPage(title="x", slug="x", summary="x", image_id=1)

    with pytest.raises(ValidationError, match="ảnh chụp gì"):
        page.clean()
