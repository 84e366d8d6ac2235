"""A request that nobody can read is refused before anybody tries."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("charset", ["hex", "rot13", "zlib", "base64"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_a_charset_that_gives_no_text_is_refused(client, db, charset, kind):
    client.raise_request_exception = False
    kind = f"{kind}; charset={charset}"
    answer = client.generic("POST", reverse("account_login"), b"--x--", kind)
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "no-such-thing"])
def test_other_charsets_are_taken(client, db, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.generic("POST", reverse("account_login"), b"login=an", kind)
    assert answer.status_code == 200
