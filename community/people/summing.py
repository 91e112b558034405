"""What a person has here, counted."""

from __future__ import annotations

from typing import Any

from community.calling.models import Call
from community.conversations.listing import unread_count
from community.drafts.models import Draft
from community.groups.models import Group
from community.moderation.waiting import waiting_of
from community.people.models import Person
from community.people.reaching import known_contacts
from content.articles.models import Article
from content.lessons.course import progress
from shop.orders.models import Order, OrderState
from shop.stores.models import Store

UNDER_WAY = (OrderState.PLACED, OrderState.PAID, OrderState.SHIPPED)


def my_things(person: Person) -> dict[str, Any]:
    """Context of the page of one's own things. Eleven queries, up to four more for those who keep order."""
    return {
        "stores": list(Store.objects.owned_by(person).select_related("photo")),
        "orders_under_way": Order.objects.bought_by(person).filter(state__in=UNDER_WAY).count(),
        "group_count": Group.objects.joined_by(person).count(),
        "article_count": Article.objects.filter(author=person).count(),
        "draft_count": Draft.objects.visible_to(person).count(),
        "unread_messages": unread_count(person),
        "calls_waiting": Call.objects.waiting_for(person).unanswered().count(),
        "progress": progress(person),
        "unproven": next((row.contact for row in known_contacts(person) if not row.verified), None),
        "duties": waiting_of(person),
        "is_me": True,
    }
