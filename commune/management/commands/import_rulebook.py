import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from commune.rulebook import importing


class Command(BaseCommand):
    help = "Take rulebooks from YAML files: every row of every file, or none."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="+")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="print the differences, write nothing",
        )

    def handle(self, *, file, dry_run, **options):
        contents = [(name, _content(name)) for name in file]
        result = importing.take(contents, dry_run=dry_run)
        for fault in result.faults:
            self.stderr.write(str(fault))
        if result.faults:
            sys.exit(1)
        if dry_run:
            for step in result.steps:
                self.stdout.write(str(step))
        self.stdout.write(
            f"{result.count('new')} new, {result.count('changed')} changed, "
            f"{result.count('gone')} gone (kept)"
        )


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as problem:
        raise CommandError(f"{name}: {problem.strerror}") from None
