"""A link to a post as a card: an excerpt, to those who may read the post."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Substr
from django.utils.translation import gettext as _

from community.posts.models import Post, PostPicture
from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns
from content.text.markdown import shortened

EXCERPT = 60


def _find(references: set[str], viewer: Any) -> QuerySet[Any, Any]:
    author = Coalesce(NullIf(F("author__name"), Value("")), F("author__username"))
    return columns(
        Post.objects.visible_to(viewer).filter(reference__in=references),
        key="reference",
        name=Substr("text", 1, EXCERPT * 10),
        line=Concat(F("author__username"), Value("\n"), author),
        # "" in the author's own stream.
        more=Case(
            When(channel__person=F("author"), then=Value("")),
            default=Coalesce("channel__group__name", "channel__store__name", "channel__picks__title", Value("")),
        ),
        photo=PostPicture.objects.filter(post=OuterRef("pk")).order_by("position", "id"),
    )


def _card(row: Row) -> Card:
    username, author = row.line.split("\n", 1)
    return Card(
        kind="post",
        title=shortened(row.name, EXCERPT) or _("A post by %(name)s") % {"name": author},
        url=Post(reference=row.key).get_absolute_url(),
        subtitle=f"{author} · {row.more}" if row.more else author,
        picture=row.picture,
        key=username,
    )


card_rows("post", CardRows(key=lambda given: given["reference"], find=_find, card=_card))
