"""The drill's settings with a copy of the database beside it, whose rows differ."""

import os

from config.env import sqlite
from tests.drills.settings import *  # noqa: F403
from tests.drills.settings import DATABASE_ROUTERS, DATABASES

DATABASES["replica"] = sqlite(os.environ["REPLICA_FILE"])
DATABASE_ROUTERS.append("commune.replica.ReplicaRouter")
