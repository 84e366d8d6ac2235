"""What a request must be before anybody reads it."""

from django.core.exceptions import BadRequest

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class SoundRequestMiddleware:
    """Refuse what would fail with 500 further in, whoever reads it.

    PostgreSQL takes no NUL sign, not even to compare an address with. `charset=hex` and
    its like name codecs of Python that give no text: Django takes them for encodings.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise BadRequest
        if request.content_type in FORMS and not _gives_text(request.encoding):
            raise BadRequest
        return self.get_response(request)


def _gives_text(encoding: str | None) -> bool:
    try:
        b"a".decode(encoding or "utf-8", "ignore")
    except LookupError:
        return False
    return True
