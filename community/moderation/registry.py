"""What can be reported and acted on. A room says so of its things in a module `reportable.py`.

    reportable(
        "post", Post,
        find=lambda person, key: Post.objects.visible_to(person).filter(reference=key).first(),
        key=lambda post: post.reference,
        about=lambda post, reporter: post.author,
        group=lambda post: post.channel.group,
        place=lambda post: post.get_absolute_url(),
        load=lambda rows: rows.select_related("author").prefetch_related("pictures__picture"),
    )

A thing is then named "post:<reference>" in addresses and in the API.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q


def _as_it_is_called(target: Any, since: Any) -> str:
    return str(target)


def _no_group(target: Any) -> Any:
    return None


def _as_it_is(rows: Any) -> Any:
    return rows


@dataclass(frozen=True)
class Reportable:
    """How moderation meets one kind of thing.

    `find(person, key)` gives what `person` may see under that name, or None; `key(target)` is the name. `seen(person)`
    are all that they may see, where that is less than `visible_to`. `about(target, reporter)` is whom a report
    concerns; of those rows that are `unnamed` (`Q()`: all) nobody who keeps order is told that. `group(target)` is the
    group whose moderators look at it, None for the staff. `place(target)` is the page where it stands. `load(queryset)`
    fetches with the rows what is shown of them. `text(target)` is what it says; `title(target, at)` what it is called
    in the log of an act of that moment, "" where that is nobody's business any more. `hide` and `restore` are (rule,
    verb), each called `(person, target[, reason])`.
    """

    kind: str
    model: type[models.Model]
    find: Callable[[Any, str], Any]
    key: Callable[[Any], str]
    about: Callable[[Any, Any], Any]
    place: Callable[[Any], str]
    text: Callable[[Any], str] = str
    title: Callable[[Any, Any], str] = _as_it_is_called
    group: Callable[[Any], Any] = _no_group
    load: Callable[[Any], Any] = _as_it_is
    seen: Callable[[Any], Any] | None = None
    hide: tuple[Callable[..., bool], Callable[..., Any]] | None = None
    restore: tuple[Callable[..., bool], Callable[..., Any]] | None = None
    unnamed: Q | None = None


_by_kind: dict[str, Reportable] = {}
_by_model: dict[type[models.Model], Reportable] = {}


def reportable(kind: str, model: type[models.Model], **how: Any) -> Reportable:
    """Let things of `model` be reported under the name `kind`."""
    entry = Reportable(kind, model, **how)
    _by_kind[kind] = _by_model[model] = entry
    return entry


def of_kind(kind: str) -> Reportable | None:
    """How things named `kind` are met."""
    return _by_kind.get(kind)


def of_target(target: models.Model) -> Reportable | None:
    """How that thing is met; None for one that nobody reports."""
    return _by_model.get(target._meta.concrete_model)  # type: ignore[arg-type]


def of_model(model: type[models.Model] | None) -> Reportable | None:
    """How things of that model are met."""
    return _by_model.get(model) if model else None


def unnamed() -> dict[type[models.Model], Q]:
    """Of which things, by model, nobody is told whom they concern."""
    return {model: entry.unnamed for model, entry in _by_model.items() if entry.unnamed is not None}


def kinds() -> list[str]:
    """All names."""
    return sorted(_by_kind)


def group_of(target: models.Model) -> Any:
    """The group in which it stands, None where it stands in none."""
    entry = of_target(target)
    return entry.group(target) if entry else None


def name_of(target: models.Model) -> str:
    """Its name in addresses: "post:<reference>"."""
    entry = of_target(target)
    return f"{entry.kind}:{entry.key(target)}" if entry else ""
