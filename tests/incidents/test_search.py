import unicodedata

import pytest

from incidents import search
from incidents.models import Incident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "lua dao",
        "LUA DAO",
        "lừa đao",
        unicodedata.normalize("NFD", "lừa đảo"),
        "nhu xu",
        "dao nhu",
        '"',
        "   ",
    ],
)
def test_search_finds_without_marks_and_by_beginnings(make_incident, query):
    make_incident("Tin nhắn lừa đảo ở Như Xuân")
    assert search.matching(Incident.objects.all(), query).count() == 1


@pytest.mark.parametrize("query", ["lua dap", "xuan zzz", "uân", "%", "_ua"])
def test_search_finds_nothing_else(make_incident, query):
    make_incident("Tin nhắn lừa đảo ở Như Xuân")
    expected = 1 if not search.fold(query) else 0
    assert search.matching(Incident.objects.all(), query).count() == expected


def test_search_finds_by_number(make_incident):
    wanted, _other = make_incident(), make_incident()
    for query in (wanted.ref, wanted.ref.lower().replace("-", " ")):
        assert search.matching(Incident.objects.all(), query).get() == wanted


def test_words_of_a_changed_text_are_gone(make_incident, responder):
    from incidents import editing

    incident = make_incident("chữ cũ")
    editing.edit(
        incident.pk, {"title": "mới", "summary": "mới"}, actor=responder, version=None
    )
    assert not search.matching(Incident.objects.all(), "cu").exists()
    assert search.matching(Incident.objects.all(), "moi").exists()


@pytest.mark.parametrize(
    ("word", "after"), [("abc", "abd"), ("az", "b"), ("zz", ""), ("a9", "aa")]
)
def test_the_range_of_a_beginning_ends_where_it_should(word, after):
    assert search._next_prefix(word) == after
