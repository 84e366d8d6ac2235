from django.core.management.base import BaseCommand, CommandError

from commune import conf, registry


class Command(BaseCommand):
    help = "Fill the database with the demo commune; a second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale",
            type=int,
            default=0,
            help="Add this many thousand incidents and participants.",
        )
        parser.add_argument(
            "--yes-this-is-a-demo",
            action="store_true",
            help="Load it outside the demo's settings too.",
        )

    def handle(self, *, scale, yes_this_is_a_demo, **options):
        if not (conf.is_demo() or yes_this_is_a_demo):
            raise CommandError(
                "This is not the demo. Demo data stays out of a real commune; "
                "--yes-this-is-a-demo says otherwise."
            )
        for loader in registry.demo_loaders():
            self.stdout.write(f"{loader.name} …")
            loader.load(write=self.stdout.write, scale=scale)
