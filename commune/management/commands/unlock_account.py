from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from commune.accounts import switching


class Command(BaseCommand):
    help = "Let an account that was idle too long sign in again."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        if not user.is_active:
            raise CommandError(f"The account {username} is switched off.")
        switching.unlock(user, note="command line")
        self.stdout.write(username)
