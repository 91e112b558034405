"""Every route of the site, read from the URLconf, and example arguments for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Routes of libraries with rules of their own; their tests are theirs.
FOREIGN = ("admin/", "api/schema/", "api/docs/", "api/redoc/")


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf: `path` as written there, the view, and its arguments' names."""

    path: str
    name: str
    view: Any
    arguments: tuple[str, ...] = field(default=())

    @property
    def is_api(self) -> bool:
        return self.path.startswith("api/")


def word_before(path: str, argument: str) -> str:
    """The fixed word before an argument, which tells what it names: "orders" in `orders/<ref:reference>/`."""
    before = re.split(rf"<(?:\w+:)?{argument}>|\{{{argument}\}}", path)[0].removesuffix("(?P")
    words = [word for word in before.split("/") if word]
    return words[-1] if words else ""


def _walk(patterns: list[Any], prefix: str = "", outer: tuple[str, ...] = ()) -> Iterator[Route]:
    for entry in patterns:
        path = prefix + str(entry.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
        names = outer + (tuple(getattr(entry.pattern, "converters", ())) or tuple(entry.pattern.regex.groupindex))
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, path, names)
        elif isinstance(entry, URLPattern):
            yield Route(path, entry.name or "", entry.callback, names)


def all_routes() -> list[Route]:
    """Our routes, in the order of their paths."""
    routes = [route for route in _walk(get_resolver().url_patterns) if not route.path.startswith(FOREIGN)]
    return sorted(routes, key=lambda route: (route.path, route.name))
