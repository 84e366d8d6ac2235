"""Every fault drill, on the database of TEST_DATABASE_URL or on SQLite."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    folder = str(Path(__file__).parent)
    sys.exit(pytest.main([folder, "-v", "-s", *sys.argv[1:]]))
