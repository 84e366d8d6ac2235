"""The DOCX opens in LibreOffice with as many pages as the PDF, give or take one."""

import os
import shutil
import subprocess

import pypdfium2
import pytest

from commune.papers import pdf, word
from commune.papers.characters import FONTS
from commune.papers.description import Paper, Text
from tests.papers import hostile, reading, samples

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.once,
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed"),
]
PAPERS = samples.KINDS | {
    "hostile": lambda: Paper(
        title="Thử", blocks=tuple(Text(text) for text in hostile.TEXTS.values())
    ),
    "results-400": lambda: samples.result_list(400),
    "draft-certificate": lambda: samples.a_certificate(draft=True),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Open every paper in one run of LibreOffice; return where it prints them."""
    folder = tmp_path_factory.mktemp("papers")
    files = []
    for name, make in PAPERS.items():
        file = folder / f"{name}.docx"
        file.write_bytes(word.render(make()))
        files.append(str(file))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"FONTCONFIG_FILE": str(own_fonts(folder))},
    )
    return folder


def own_fonts(folder):
    """Let LibreOffice find the house's font alone, which has the measures of Times."""
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir>"
        "<alias binding='same'><family>Times New Roman</family>"
        "<prefer><family>Liberation Serif</family></prefer></alias></fontconfig>",
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("name", PAPERS)
def test_docx_opens_with_as_many_pages(opened, name):
    printed = pypdfium2.PdfDocument((opened / f"{name}.pdf").read_bytes())
    ours = pypdfium2.PdfDocument(pdf.render(PAPERS[name]()))

    assert abs(len(printed) - len(ours)) <= 1


@pytest.mark.parametrize("name", samples.KINDS)
def test_what_is_printed_says_the_same(opened, name):
    paper = PAPERS[name]()
    printed = (opened / f"{name}.pdf").read_bytes()

    assert sorted(reading.pdf_text(printed, paper)) == sorted(
        reading.word_text(word.render(paper), paper)
    )
