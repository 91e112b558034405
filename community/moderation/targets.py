"""What can be reported, named in addresses as "post:<reference>", "store:<slug>", "product:<store>/<slug>"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from community.channels.channels import find_subject
from community.posts.models import Comment, Post
from shop.catalog.models import Product


def find_target(person: Any, name: str) -> models.Model | None:
    """The thing that `name` names, if `person` may see it; None for anything else."""
    kind, _, key = name.partition(":")
    if not key or "\x00" in key:
        return None
    finder = _FINDERS.get(kind)
    return finder(person, key) if finder else find_subject(person, name)


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
