"""What the access matrix asks for is an address, not a regular expression."""

import pytest

from tests.access.routes import routes

pytestmark = pytest.mark.whole_site


def test_no_address_holds_an_anchor():
    asked = routes(lambda pattern, name, view: 1)
    assert [route.address for route in asked if set(route.address) & set("^$\\?")] == []
