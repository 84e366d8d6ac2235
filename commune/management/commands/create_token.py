from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from commune.access import tokens


class Command(BaseCommand):
    help = "Make an API token and print it once, alone on a line."

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            dest="scopes",
            choices=sorted(tokens.SCOPES),
        )
        parser.add_argument("--user", help="Read as this account.")
        parser.add_argument("--days", type=int, default=tokens.USUAL_DAYS)

    def handle(self, *, name, scopes, user, days, **options):
        try:
            plain = tokens.create(
                name=name, scopes=scopes, user=self._account(user), days=days
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(plain)

    def _account(self, username: str | None):
        if not username:
            return None
        accounts = get_user_model().objects.filter(is_active=True)
        account = accounts.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no active account {username}.")
        return account
