"""A form that came without one of its parts is a bad request, not a fault of ours."""

from django.core.exceptions import BadRequest
from django.utils.datastructures import MultiValueDictKeyError


class MissingFieldsMiddleware:
    """Answer 400 where a view looks up a part that was not sent.

    Wagtail's editor, copy and revert screens read their hidden parts by subscript, so a
    form that was sent in pieces or by hand ended with 500.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, MultiValueDictKeyError):
            raise BadRequest("A part of the form is missing.") from exception
