"""The ASGI application: `/live/` to its own application, everything else to Django's WSGI handler in threads.

A thread costs a plain view a fifth of what Django's ASGI handler costs it, and a stream of events costs no thread.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from community.live.serving import application as live  # noqa: E402
from config.serving import Halves  # noqa: E402
from config.wsgi import application as pages  # noqa: E402

application = Halves(live=live, pages=pages, threads=int(os.environ.get("WEB_THREADS", "10")))
