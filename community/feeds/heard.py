"""What any feed leaves out, whatever it shows."""

from __future__ import annotations

from typing import Any

from community.people.models import PersonMute
from community.posts.models import Post, PostQuerySet


def heard(person: Any) -> PostQuerySet:
    """Posts that stand for the person, without those of people whom they muted.

    The part that does not depend on the channel.
    """
    standing = Post.objects.standing(person)
    return standing.exclude(author__in=PersonMute.of(person)) if person.is_authenticated else standing
