"""A link to a post as a card: an excerpt, to those who may read the post."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.posts.models import Post
from content.cards.registry import Arguments, Card, card_for
from content.text.markdown import shortened


@card_for("post")
def post_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    references = {given["reference"] for given in arguments}
    posts = Post.objects.visible_to(viewer).filter(reference__in=references)
    posts = posts.select_related("author", "channel__group", "channel__store", "channel__person")
    cards = {post.reference: _card(post) for post in posts.prefetch_related("pictures__picture")}
    return [cards.get(given["reference"]) for given in arguments]


def _card(post: Post) -> Card:
    hung = next(iter(post.pictures.all()), None)
    where = post.channel.subject
    return Card(
        kind="post",
        title=shortened(post.text, 60) or _("A post by %(name)s") % {"name": post.author},
        url=post.get_absolute_url(),
        subtitle=str(where) if where == post.author else f"{post.author} · {where}",
        picture=hung.picture if hung else None,
        key=post.author.username,
    )
