"""An app is a house of rooms; this finds what its rooms hold, by the names of their modules."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.apps import AppConfig

# Imported when all models stand, in this order.
READY_MODULES = ("checks", "tasks", "receivers", "cards", "slots", "reportable", "personal", "outlines")


def modules(app: str, name: str) -> Iterator[ModuleType]:
    """Each module `<app>.<room>.<name>` that there is, rooms in alphabetical order."""
    for room in sorted(item.name for item in iter_modules(import_module(app).__path__) if item.ispkg):
        dotted = f"{app}.{room}.{name}"
        if room not in ("migrations", "management", "templatetags") and find_spec(dotted):
            yield import_module(dotted)


def model_classes(app: str) -> dict[str, Any]:
    """All names that the rooms' `models` modules define, for the app's own `models` module."""
    from django.db.models import Model

    return {
        name: value
        for module in modules(app, "models")
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Model) and value.__module__ == module.__name__
    }


def urlpatterns(app: str) -> list[Any]:
    """The routes of all rooms of `app`."""
    return [pattern for module in modules(app, "urls") for pattern in module.urlpatterns]


def register_api(app: str, router: Any) -> list[Any]:
    """Call each room's `api.register(router)`; returns the routes of their `urlpatterns`, if any."""
    patterns: list[Any] = []
    for module in modules(app, "api"):
        if hasattr(module, "register"):
            module.register(router)
        patterns.extend(getattr(module, "urlpatterns", []))
    return patterns


class House(AppConfig):
    """An app config that lets its rooms in."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for name in READY_MODULES:
            list(modules(self.name, name))


def register_admin(app: str) -> None:
    """Import each room's `admin` module; for the app's own `admin` module, which Django finds."""
    list(modules(app, "admin"))
