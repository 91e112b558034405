"""What lower layers ask about people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.people.models import Block
from content.articles.models import hidden_through
from shop.reviews.models import hidden_through as review_hidden_through
from shop.stores.models import hidden_through as store_hidden_through


@hidden_through
def articles_of_blocked(person: Any) -> Q:
    """Whoever is blocked either way is not read."""
    return Q(author__in=Block.between(person))


@store_hidden_through
def stores_of_blocked(person: Any) -> Q:
    """Nor does one buy from them, or they from one; orders that stand go on between the two."""
    return Q(owner__in=Block.between(person))


@review_hidden_through
def reviews_of_blocked(person: Any) -> Q:
    """What they say of goods is not read either."""
    return Q(buyer__in=Block.between(person))
