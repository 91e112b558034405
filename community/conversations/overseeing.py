"""The staff reads a conversation only where something in it was reported, and that they did is written down."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.conversations.models import Conversation, Message, StaffReading
from community.conversations.subjects import Subject, conversation_about
from config.kit.errors import NotAllowed
from config.kit.policies import staff


def note_reading(person: Any, *, subject: Subject) -> StaffReading:
    """Write down that the person, of the staff, reads what is written about it. Raises NotAllowed where nothing was
    reported."""
    conversation = conversation_about(subject).filter(reported_at__isnull=False).first()
    if conversation is None or not staff(person):
        raise NotAllowed
    return StaffReading.objects.create(conversation=conversation, person=person)


def open_to_staff(message: Message) -> None:
    """Something in the conversation was reported: from now on the staff may read it."""
    Conversation.objects.filter(pk=message.conversation_id, reported_at=None).update(reported_at=timezone.now())
