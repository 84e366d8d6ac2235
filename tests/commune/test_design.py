"""The style sheet, the shells' includes and the error pages that must stand alone."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "commune" / "static" / "commune"
SHEET = STATIC / "site.css"
SAMPLES = sorted((ROOT / "docs" / "design").glob("*.html"))


class Enrolment(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong giấy tờ")
    whose = forms.ChoiceField(
        label="Số của ai",
        choices=[("a", "Tôi"), ("b", "Con")],
        widget=forms.RadioSelect,
    )
    agrees = forms.BooleanField(label="Đồng ý", required=False)


def classes_in_sheet() -> set[str]:
    text = re.sub(
        r'/\*.*?\*/|url\(".*?"\)|"[^"]*"', "", SHEET.read_text(), flags=re.DOTALL
    )
    return set(re.findall(r"\.([a-z][\w-]*)", text))


def compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_style_sheet_and_scripts_keep_their_budget():
    assert compressed(SHEET) <= 12 * 1024
    assert compressed(*STATIC.glob("*.js")) <= 4 * 1024


def test_style_sheet_fetches_nothing_from_elsewhere():
    assert re.findall(r"@import|url\((?!\"data:)", SHEET.read_text()) == []


def test_every_class_of_the_sheet_is_described():
    described = (ROOT / "docs" / "en" / "design.md").read_text()
    described += "".join(sample.read_text() for sample in SAMPLES)
    missing = {c for c in classes_in_sheet() if c.rsplit("--")[0] not in described}
    assert missing == set()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_broken_page_needs_no_context_and_no_tags_but_comments(name):
    page = render_to_string(name)

    source = engines["django"].get_template(name).template.source
    assert set(re.findall(r"{%\s*(\w+)", source)) == {"comment", "endcomment"}
    assert '<html lang="vi">' in page


def test_error_summary_links_to_each_wrong_field():
    page = render_to_string("commune/includes/form.html", {"form": Enrolment({})})

    assert re.findall(r'href="#([\w]+)"', page) == ["id_name", "id_whose_0"]
    assert 'id="id_whose_0"' in page


def test_field_ties_help_and_error_to_its_input():
    page = render_to_string(
        "commune/includes/field.html", {"field": Enrolment({})["name"]}
    )

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page


def test_group_of_choices_is_a_fieldset_with_its_question():
    page = render_to_string(
        "commune/includes/field.html", {"field": Enrolment()["whose"]}
    )

    assert "<fieldset" in page
    assert "<legend>Số của ai</legend>" in page


def test_optional_field_says_so():
    fields = {name: Enrolment()[name] for name in ("name", "agrees")}
    pages = {
        name: render_to_string("commune/includes/field.html", {"field": field})
        for name, field in fields.items()
    }

    assert "không bắt buộc" not in pages["name"]
    assert '<label class="choice" for="id_agrees">' in pages["agrees"]
