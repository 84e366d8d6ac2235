import pytest

from cms import site_tree


@pytest.fixture
def tree(db):
    """Return the page tree of a new site."""
    return site_tree.create()
