"""What the processes say, and how: one line an event, for a person (`plain`) or for a collector (`json`)."""

from __future__ import annotations

from typing import Any

import structlog

# On its way from any logger, structlog's or the standard library's.
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
PLAIN_TRACEBACK = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def configure(level: str, form: str) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING: from `level` up, as `plain` text or `json` lines.

    A failed request is told once, by django-structlog, with the request's id; Django's own second telling is turned
    off. No traceback shows the values of variables: they may be a person's.
    """
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
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
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
            }
        },
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["terminal"], "level": level},
        "loggers": {
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
