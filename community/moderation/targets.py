"""What can be reported, named in addresses as "post:<reference>", "store:<slug>", "product:<store>/<slug>"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from community.channels.channels import find_subject
from community.moderation.models import Report
from community.posts.models import Comment, Post
from shop.catalog.models import Product


def find_target(person: Any, name: str) -> models.Model | None:
    """The thing that `name` names, if `person` may see it; None for anything else."""
    kind, _, key = name.partition(":")
    if not key or "\x00" in key:
        return None
    finder = _FINDERS.get(kind)
    return finder(person, key) if finder else find_subject(person, name)


def still_seen(person: Any, reports: Iterable[Report]) -> set[int]:
    """Primary keys of those reports whose target `person` may still see. One query for each kind of target."""
    about: dict[type[models.Model], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for made in reports:
        if made.target is not None:
            about[made.target.__class__][made.target_id].append(made.pk)
    return {
        pk
        for model, reported in about.items()
        for target in model._default_manager.visible_to(person).filter(pk__in=reported).values_list("pk", flat=True)  # type: ignore[attr-defined]
        for pk in reported[target]
    }


def _post(person: Any, key: str) -> Post | None:
    return Post.objects.visible_to(person).filter(reference=key).select_related("author").first()


def _comment(person: Any, key: str) -> Comment | None:
    return Comment.objects.visible_to(person).filter(reference=key).select_related("author", "post").first()


def _product(person: Any, key: str) -> Product | None:
    store, _, slug = key.partition("/")
    products = Product.objects.visible_to(person).select_related("store__owner")
    return products.filter(store__slug=store, slug=slug).first()


_FINDERS: dict[str, Callable[[Any, str], models.Model | None]] = {
    "post": _post,
    "comment": _comment,
    "product": _product,
}
