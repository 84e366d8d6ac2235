"""The installed packages speak Vietnamese, all of them, with one word a concept."""

import shutil
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.utils import translation

from tools import overlay

ROOT = Path(__file__).resolve().parents[1]
OURS = ("commune", "incidents", "training", "cms")
SHAPE = "One %(name)s in <b>{place}</b>.\n"

pytestmark = pytest.mark.once


def entry(english: str, vietnamese: str, plural: str = "") -> polib.POEntry:
    if plural:
        return polib.POEntry(
            msgid=english, msgid_plural=plural, msgstr_plural={0: vietnamese}
        )
    return polib.POEntry(msgid=english, msgstr=vietnamese)


def texts(book) -> dict[overlay.Key, str]:
    return {overlay.key(e): overlay.said(e) for e in book}


def test_every_string_of_the_packages_is_translated():
    assert overlay.missing() == []


def test_catalogues_have_no_fault():
    assert overlay.check() == []


@pytest.mark.parametrize("domain", overlay.DOMAINS)
def test_catalogue_holds_nothing_stale(domain):
    book = overlay.overlay(domain)
    wanted = overlay.collect(domain)
    stale = [
        e.msgid
        for e in book
        if overlay.key(e) not in wanted and overlay.BY_HAND not in e.tcomment
    ]
    assert stale == []
    assert [e.msgid for e in book if e.fuzzy or e.obsolete] == []


@pytest.mark.parametrize("domain", overlay.DOMAINS)
def test_compiled_catalogue_is_in_step(domain):
    compiled = polib.mofile(str(overlay.FOLDER / f"{domain}.mo"))
    assert texts(compiled) == texts(overlay.overlay(domain))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Một %(ten)s ở <b>{place}</b>.\n",
        "Một %(name)s ở <b>{noi}</b>.\n",
        "Một %(name)s ở <i>{place}</i>.\n",
        "Một %(name)s ở <b>{place}</b>.",
        "Một %(name)s  ở <b>{place}</b>.\n",
        "Một %(name)s &nbsp;ở <b>{place}</b>.\n",
        "Mo\u0323\u0302t %(name)s ở <b>{place}</b>.\n",
        "Xoá %(name)s ở <b>{place}</b>.\n",
        "Một %(name)s của bạn ở <b>{place}</b>.\n",
        SHAPE,
    ],
)
def test_check_finds_a_fault(text):
    assert list(overlay.faults(entry(SHAPE, text))) != []


@pytest.mark.parametrize(
    "good",
    [
        entry(SHAPE, "Một %(name)s ở <b>{place}</b>.\n"),
        entry("One page", "%(n)d trang", plural="%(n)d pages"),
        entry("URL", "URL"),
        entry("%(a)s – %(b)s:", "%(a)s – %(b)s:"),
        entry("Quarter", "Quý"),
    ],
)
def test_check_lets_good_translations_pass(good):
    assert list(overlay.faults(good)) == []


def test_one_string_has_one_translation_in_all_catalogues():
    """The overlay wins over every app, and an app over the next one.

    Where a word means two things, our own string gets a context (pgettext).
    """
    said = defaultdict(dict)
    for path in (ROOT / app / "locale/vi/LC_MESSAGES/django.po" for app in OURS):
        if path.exists():
            for key, text in texts(polib.pofile(str(path))).items():
                said[key][path.parents[3].name] = text
    for key, text in texts(overlay.overlay("django")).items():
        if key in said:
            said[key]["overlay"] = text
    differing = {k: v for k, v in said.items() if len(set(v.values())) > 1}
    assert differing == {}


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Publish", "Đăng"),
        ("Submit for moderation", "Gửi duyệt"),
        ("Two-Factor Authentication", "Xác thực hai lớp"),
        ("Change reason", "Lý do sửa"),
        ("Are you sure you want to delete this image?", "Xóa ảnh đã chọn?"),
    ],
)
def test_overlay_wins_over_the_packages(english, vietnamese):
    with translation.override("vi"):
        assert translation.gettext(english) == vietnamese


def test_overlay_counts_in_one_form():
    with translation.override("vi"):
        one, many = (
            translation.ngettext("%(num)d month", "%(num)d months", n) for n in (1, 2)
        )
    assert (one, many) == ("%(num)d tháng", "%(num)d tháng")


def test_english_speaker_sees_english():
    with translation.override("en"):
        assert translation.gettext("Publish") == "Publish"


@pytest.mark.django_db
def test_admin_scripts_get_the_overlay(client):
    answer = client.get("/quan-tri/jsi18n/", headers={"accept-language": "vi"})

    assert answer.status_code == 200
    assert '"Page explorer": "C\\u00e2y trang"' in answer.content.decode()


@pytest.fixture
def newer_package(tmp_path, monkeypatch):
    """A package on disk as a later version might be: a string, a plural, a script."""
    folder = tmp_path / "newtail"
    messages = folder / "admin/locale/en/LC_MESSAGES"
    messages.mkdir(parents=True)
    (folder / "__init__.py").touch()
    book, script = polib.POFile(), polib.POFile()
    book.extend(
        [
            polib.POEntry(msgid="Publish", msgstr=""),
            polib.POEntry(msgid="Freeze this page", msgstr=""),
            polib.POEntry(msgid="%d kite", msgid_plural="%d kites", msgctxt="toy"),
        ]
    )
    script.append(polib.POEntry(msgid="Undo everything", msgstr=""))
    book.save(str(messages / "django.po"))
    script.save(str(messages / "djangojs.po"))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(
        overlay, "PACKAGES", (*overlay.PACKAGES, overlay.Package("newtail"))
    )
    return folder


def test_missing_lists_what_a_new_version_adds_and_nothing_else(newer_package, capsys):
    assert overlay.main(["missing"]) == 1

    assert sorted(capsys.readouterr().out.splitlines()) == [
        "django: newtail/admin: '%d kite'",
        "django: newtail/admin: 'Freeze this page'",
        "djangojs: newtail/admin: 'Undo everything'",
    ]


def test_update_adds_the_new_strings_empty_and_keeps_the_old(
    newer_package, tmp_path, monkeypatch
):
    copy = tmp_path / "catalogues"
    shutil.copytree(overlay.FOLDER, copy)
    monkeypatch.setattr(overlay, "FOLDER", copy)
    before = texts(overlay.overlay("django"))
    overlay.update()
    after = texts(overlay.overlay("django"))

    fresh = {(None, "Freeze this page"): "", ("toy", "%d kite"): ""}
    assert after == before | fresh
    assert overlay.main(["check"]) == 1
