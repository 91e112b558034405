"""Every route of the site, read from the URLconf, and example arguments for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Routes of libraries with rules of their own; their tests are theirs.
FOREIGN = ("admin/", "account/", "api/schema/", "api/docs/", "api/redoc/")


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

    @property
    def place(self) -> str:
        """The first fixed word of the path, which tells what the arguments are about."""
        words = self.path.removeprefix("api/v1/").split("/")
        return words[0]


def _walk(patterns: list[Any], prefix: str = "") -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            arguments = tuple(pattern.pattern.regex.groupindex) if prefix == path else _arguments(path)
            yield Route(path, pattern.name or "", pattern.callback, arguments)


def _arguments(path: str) -> tuple[str, ...]:
    names = [part.split(":")[-1].split(">")[0] for part in path.split("<")[1:]]
    return tuple(names)


def all_routes() -> list[Route]:
    """Our routes, in the order of their paths."""
    routes = [route for route in _walk(get_resolver().url_patterns) if not route.path.startswith(FOREIGN)]
    return sorted(routes, key=lambda route: (route.path, route.name))
