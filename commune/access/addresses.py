"""What the address of a page may hold."""

from django.core.exceptions import BadRequest


class NoNulMiddleware:
    """Refuse an address with a NUL sign: PostgreSQL takes none, not even to compare.

    Whoever looks such an address up, down to Wagtail's redirects, would fail with 500.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise BadRequest
        return self.get_response(request)
