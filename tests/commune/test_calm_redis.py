"""Redis away: the site goes on, and `/readyz` says so."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from cms import page_cache
from commune.access import throttle

AWAY = {"LOCATION": "redis://127.0.0.1:1/0"}
IN_MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "after-the-outage",
}


@pytest.fixture
def away(settings):
    """Let the shared cache be a Redis where nobody listens."""
    calm = AWAY | {"BACKEND": "commune.calm_redis.CalmRedisCache"}
    settings.CACHES = settings.CACHES | {"shared": calm}
    return caches["shared"]


def test_every_call_answers_as_an_empty_cache(away):
    assert away.get("a", "usual") == "usual"
    assert (away.add("a", 1), away.touch("a"), away.delete("a")) == (True, False, False)
    assert (away.get_many(["a"]), away.set_many({"a": 1})) == ({}, ["a"])
    assert (away.set("a", 1), away.has_key("a")) == (None, False)
    with pytest.raises(ValueError, match="not found"):
        away.incr("a")
    assert not away.ping()


def test_a_throttle_lets_everybody_in(away):
    assert all(throttle.allow("x", "y", limit=1, seconds=60) for _try in range(3))


def test_a_throttle_that_guards_a_short_secret_lets_nobody_in(away, client, db):
    assert not throttle.allow("x", "y", limit=1, seconds=60, uncounted=False)
    typed = {"reference": "ABCD1234", "digits": "123"}
    same = {"HTTP_SEC_FETCH_SITE": "same-origin"}
    assert client.post("/lop-hoc/tra-cuu/", typed, **same).status_code == 429


def test_a_change_during_the_outage_is_shared_when_it_is_over(settings, away, db):
    page_cache.drop_all()
    during = page_cache.edition(timezone.now())
    settings.CACHES = settings.CACHES | {"shared": IN_MEMORY}
    caches["shared"].set(page_cache.VERSION_KEY, "of-before")
    page_cache._memory.read_at = 0.0
    after = page_cache.edition(timezone.now())
    assert "of-before" not in after
    assert after != during
    assert after.startswith(caches["shared"].get(page_cache.VERSION_KEY))


def test_the_site_is_served_and_says_that_it_is_not_well(away, client, db):
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").content == b"cache"
    for address in ("/lop-hoc/", "/healthz", "/tai-khoan/login/"):
        assert client.get(address).status_code == 200
    typed = {"login": "nobody", "password": "wrong"}
    assert client.post("/tai-khoan/login/", typed).status_code == 200


def test_control_the_stock_cache_breaks():
    with pytest.raises(RedisAway):
        RedisCache(AWAY["LOCATION"], {}).get("a")
