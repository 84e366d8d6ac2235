import pytest
from django.db import connection, connections

from tests.drills.copies import copied_file, copied_postgres


@pytest.fixture
def database_url(django_db_setup, django_db_blocker, tmp_path):
    """Return a copy of the tests' migrated database; the tests' own stays clean."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        connections.close_all()
        copy = copied_file if connection.vendor == "sqlite" else copied_postgres
        with copy(settings, tmp_path) as url:
            yield url
