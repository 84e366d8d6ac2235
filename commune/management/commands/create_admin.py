from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from commune.access import roles


class Command(BaseCommand):
    help = "Create the first administrator."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, username, email, **options):
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise CommandError(f"There is an account {username} already.")
        password = getpass("Password: ")
        user = get_user_model()(username=username, email=email)
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        user.save()
        user.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
        self.stdout.write(username)
