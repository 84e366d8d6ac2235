import io

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.once


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out, verbosity=3)
    assert "No changes detected" in out.getvalue()
