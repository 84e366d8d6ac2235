"""What the tests of the login door share."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.totp.internal.auth import TOTP

LOGIN = "/tai-khoan/login/"
PASSWORD = "xaso-test-2026"
SECRET = base64.b32encode(b"xa-so-test-secret-20").decode()


def add_totp(user) -> None:
    TOTP.activate(user, SECRET)


def totp_code(step: int = 0, *, secret: str = SECRET) -> str:
    """Return the code of RFC 6238, computed without the code under test."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def sign_in(client, login, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session
