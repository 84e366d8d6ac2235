#!/usr/bin/env python
"""Run Xã Số's commands; without a setting of its own it is the demo commune."""

import os
import sys

from django.core.management import execute_from_command_line


def settings_module() -> str:
    """Return the settings: a machine that has a SECRET_KEY is no demo.

    With the demo's settings a command on it would mark mails as sent that lie in a
    folder, and load accounts whose password everybody knows.
    """
    kind = "production" if os.environ.get("SECRET_KEY") else "demo"
    return f"config.settings.{kind}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    execute_from_command_line(sys.argv)
