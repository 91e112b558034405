"""What a person's page tells of them beside the calling card."""

from __future__ import annotations

from typing import Any

from community.brand.knowing import knowledge_of
from community.brand.promises import promises_of
from community.brand.stepping import next_step
from community.brand.year import year_of
from community.people.models import Person
from community.people.policies import can_see_as_own
from community.posts.models import Post
from content.text.markdown import render_markdown


def about(person: Person, viewer: Any) -> dict[str, Any]:
    """Context of the page's first tab. Fourteen queries; for the person's own eyes the next step, eight more."""
    return {
        "promises": promises_of(person),
        "year": year_of(person),
        "knowledge": knowledge_of(person, viewer),
        "latest_post": latest_post_of(person, viewer),
        "story": render_markdown(person.story),
        "next_step": next_step(person) if can_see_as_own(viewer, person) else None,
    }


def latest_post_of(person: Person, viewer: Any) -> Post | None:
    """What the person said last to those who follow them. One query."""
    return Post.objects.visible_to(viewer).filter(channel__person=person).order_by("-id").first()
