"""The Celery application. Rooms' `tasks` modules are found by each app's `apps.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("qunpu")
app.config_from_object("django.conf:settings", namespace="CELERY")
