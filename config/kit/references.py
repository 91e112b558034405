"""Public identifiers: random references that cannot be guessed, and readable slugs."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from config.kit.errors import Invalid

# Crockford's base 32 without letters that read like digits. 16 characters carry 80 bits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16
SLUG_LENGTH = 60


def new_reference() -> str:
    # 32 signs: five bits of each byte choose one, all alike.
    return "".join([ALPHABET[byte & 31] for byte in secrets.token_bytes(LENGTH)])


class ReferenceField(models.CharField):
    """A random, unguessable public identifier, made when the row is."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("default", new_reference)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class ReferenceConverter:
    """`<ref:reference>` in a URL: exactly what `new_reference` makes."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def readable_slug(text: str, *, fallback: str) -> str:
    """ASCII words of `text`, Chinese by its pinyin: "晓雨的茶" gives "xiaoyu-de-cha" or alike."""
    spelled = " ".join(lazy_pinyin(text, errors=lambda rest: rest))
    slug = slugify(spelled)[:SLUG_LENGTH].strip("-")
    return slug or fallback


def checked_slug(slug: str, *, field: str = "slug") -> str:
    """An address that someone chose: small letters, digits and hyphens. Raises Invalid at `field`."""
    if not slug or len(slug) > SLUG_LENGTH or slug.isdigit() or slug != readable_slug(slug, fallback=""):
        message = _("An address has small letters, digits and hyphens, at most %(most)d of them.")
        raise Invalid(message % {"most": SLUG_LENGTH}, field=field, code="slug_invalid")
    return slug


def free_slug(
    queryset: models.QuerySet, text: str, *, fallback: str, field: str = "slug", reserved: frozenset[str] = frozenset()
) -> str:
    """A slug for `text` that no row of `queryset` has: the plain one, or one with a short random tail.

    Two people may still take the same one at once: the unique constraint decides, the caller tries again.
    """
    plain = readable_slug(text, fallback=fallback)
    taken = plain in reserved or re.fullmatch(r"\d+", plain) or queryset.filter(**{field: plain}).exists()
    if not taken:
        return plain
    tail = new_reference()[:5]
    return f"{plain[: SLUG_LENGTH - 6]}-{tail}"
