from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from commune import conf
from commune.accounts import factor_reset


class Command(BaseCommand):
    help = (
        "Take away an account's second factor, for an office with one administrator:"
        " whoever has the server is the second person."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--reason", required=True)

    def handle(self, *, username, reason, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        if not conf.keeps_accounts():
            raise CommandError("This site has no second factor.")
        if not reason.strip():
            raise CommandError("Give a reason.")
        factor_reset.take_away(user, note=f"command line: {reason}")
        self.stdout.write(username)
