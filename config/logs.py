"""What the processes say, and how: one line an event, for a person (`plain`) or for a collector (`json`)."""

from __future__ import annotations

from typing import Any

import structlog

FORMATTER = structlog.stdlib.ProcessorFormatter
# On its way from any logger, structlog's or the standard library's.
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# A reader who goes to the next page ends a stream: that is no news.
NO_NEWS = {"streaming_cancelled"}
PLAIN_TRACEBACK = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def drop_no_news(logger: Any, method: str, event: Any) -> Any:
    """Leave out what happens with every page that is left."""
    if event.get("event") in NO_NEWS:
        raise structlog.DropEvent
    return event


def configure(level: str, form: str) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING: from `level` up, as `plain` text or `json` lines.

    A failed request is told once, by django-structlog, with the request's id; Django's own second telling is turned
    off. No traceback shows the values of variables: they may be a person's.
    """
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, drop_no_news, *SHARED, FORMATTER.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderers: list[Any] = (
        [structlog.processors.ExceptionRenderer(PLAIN_TRACEBACK), structlog.processors.JSONRenderer(ensure_ascii=False)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": FORMATTER,
                "foreign_pre_chain": SHARED,
                "processors": [FORMATTER.remove_processors_meta, *renderers],
            }
        },
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["terminal"], "level": level},
        "loggers": {
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
