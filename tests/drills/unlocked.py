"""The site with the seats' lock taken away: what a forgotten lock would do.

SQLite's transactions begin DEFERRED here, for IMMEDIATE would be a lock too.
"""

import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application

options = settings.DATABASES["default"].get("OPTIONS", {})
if "transaction_mode" in options:
    options["transaction_mode"] = "DEFERRED"

application = get_wsgi_application()

from training import seats  # noqa: E402
from training.models import TrainingClass  # noqa: E402


def read_without_lock(class_id):
    training_class = TrainingClass.objects.get(pk=class_id)
    time.sleep(0.02)  # the window between reading and writing, held open
    return training_class


seats.lock_class = read_without_lock
