"""A copy of the tests' migrated database, thrown away after the drill."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.drills.seat_race import connected


class copied_file:  # noqa: N801 reads as a function
    def __init__(self, settings: dict, folder: Path):
        self.source, self.target = settings["NAME"], folder / "race.sqlite3"

    def __enter__(self) -> str:
        with (
            closing(sqlite3.connect(self.source)) as source,
            closing(sqlite3.connect(self.target)) as target,
        ):
            source.backup(target)
        return f"sqlite:///{self.target}"

    def __exit__(self, *error) -> None:
        self.target.unlink()


class copied_postgres:  # noqa: N801
    def __init__(self, settings: dict, folder: Path):
        self.source = settings["NAME"]
        self.target = f"{self.source}_race"
        host, options = settings["HOST"], ""
        if host.startswith("/"):
            host, options = "localhost", f"?host={host}"
        user = f"{settings['USER']}@" if settings["USER"] else ""
        port = f":{settings['PORT']}" if settings["PORT"] else ""
        self.url = f"postgres://{user}{host}{port}/{{}}{options}"

    def __enter__(self) -> str:
        with connected(self.url.format("postgres")) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{self.target}" WITH (FORCE)')
            link.execute(f'CREATE DATABASE "{self.target}" TEMPLATE "{self.source}"')
        return self.url.format(self.target)

    def __exit__(self, *error) -> None:
        with connected(self.url.format("postgres")) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{self.target}" WITH (FORCE)')
