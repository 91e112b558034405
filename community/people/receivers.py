"""What lower layers ask about people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.people.models import Block
from content.articles.models import hidden_through


@hidden_through
def articles_of_blocked(person: Any) -> Q:
    """Whoever is blocked either way is not read."""
    return Q(author__in=Block.between(person))
