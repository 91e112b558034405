"""The ASGI application: `/live/` to Django's own ASGI handler, everything else to its WSGI handler in threads.

A thread costs a plain view a fifth of what Django's ASGI handler costs it, and a stream of events costs no thread.
"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

live = get_asgi_application()

from config.serving import Halves  # noqa: E402
from config.wsgi import application as pages  # noqa: E402

application = Halves(live=live, pages=pages, threads=int(os.environ.get("WEB_THREADS", "10")))
