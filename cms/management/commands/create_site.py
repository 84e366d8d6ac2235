from django.core.management.base import BaseCommand

from cms import site_tree


class Command(BaseCommand):
    help = "Create the public site's page tree, workflow and rights; safe to repeat."

    def handle(self, **options):
        tree = site_tree.create()
        self.stdout.write(f"{tree.home.title}: {tree.home.get_children().count()}")
