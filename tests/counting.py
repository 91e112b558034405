"""Count what a block asks the database."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_asked() -> CaptureQueriesContext:
    """`with queries_asked() as queries: …` then `len(queries)`."""
    return CaptureQueriesContext(connection)
