"""Papers look as they did when somebody looked at them."""

import pytest
from PIL import Image

from commune.papers import pdf
from tests.papers import pictures, reading, samples

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def drawn():
    return pictures.drawn()


def reference(name: str) -> Image.Image:
    with Image.open(pictures.FOLDER / f"{name}.png") as file:
        return file.convert("L")


@pytest.mark.parametrize(
    "name", [*(f"{kind}-1" for kind in samples.KINDS), "quick-report-2"]
)
def test_paper_looks_as_its_reference(drawn, name):
    share = pictures.share_of_difference(drawn[name], reference(name))

    assert share <= pictures.MOST_DIFFERENT


def test_every_reference_is_compared(drawn):
    assert {path.stem for path in pictures.FOLDER.glob("*.png")} == set(drawn)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("certificate-1", lambda: samples.a_certificate(draft=True)),
        ("poster-1", lambda: samples.a_poster(title="Một cảnh báo khác hẳn")),
        ("results-1", lambda: samples.result_list(12)),
    ],
)
def test_another_look_is_noticed(name, changed):
    page = reading.grey_page(pdf.render(changed()), 0)

    assert pictures.share_of_difference(page, reference(name)) > pictures.MOST_DIFFERENT
