from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from commune.rulebook.books import books
from commune.rulebook.exporting import export


class Command(BaseCommand):
    help = "Write rulebooks as YAML, all of them or those named."

    def add_arguments(self, parser):
        parser.add_argument("book", nargs="*", help=", ".join(books()))
        parser.add_argument("--out", metavar="FILE", help="default: standard output")

    def handle(self, *, book, out, **options):
        known = books()
        if unknown := [name for name in book if name not in known]:
            raise CommandError(
                f"no rulebook {unknown[0]}; there are: {', '.join(known)}"
            )
        text = export(known[name] for name in (book or known))
        if out:
            Path(out).write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
