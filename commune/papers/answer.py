"""A paper as the answer to a request."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from commune.papers import pdf, word
from commune.papers.description import Paper
from commune.vietnamese import slugify

FORMATS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (
        word.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def known_format(name: str) -> str:
    """Return `name` if papers come in it. Raises Http404."""
    if name not in FORMATS:
        raise Http404
    return name


def render(paper: Paper, form: str) -> bytes:
    """Return the paper in a format. Raises Http404 for one that papers do not have."""
    make, _content_type = FORMATS[known_format(form)]
    return make(paper)


def download(paper: Paper, form: str, name: str) -> HttpResponse:
    """Return the paper in a format to be saved under `name`; kept by no cache."""
    return as_file(render(paper, form), form, name)


def as_file(content: bytes, form: str, name: str) -> HttpResponse:
    _make, content_type = FORMATS[form]
    response = HttpResponse(content, content_type=content_type)
    file_name = f"{slugify(name)}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response
