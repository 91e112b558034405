"""What goes with the end of a hail: its threads are locked, and gone for those who are no longer called."""

from __future__ import annotations

from django.db.models import Q

from community.conversations.models import Conversation
from community.live.publishing import conversation_moved


def close_threads(threads: Q) -> None:
    """Show the end to whoever has one of these open. That nobody can write or read follows from the hail itself."""
    for row in Conversation.objects.filter(threads).select_related("call__hail", "call__store"):
        conversation_moved(row.subject.reference, row.subject.people)
