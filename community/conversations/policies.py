"""Who may read and write in a conversation. The two sides of what it is about, and nobody else can begin one."""

from __future__ import annotations

from typing import Any

from community.conversations.models import Message, Side
from community.conversations.subjects import Subject, conversation_about
from community.moderation.restricting import What, kept_from
from config.kit.errors import DomainError, NotAllowed
from config.kit.policies import staff


def is_side(person: Any, subject: Subject) -> bool:
    return subject.side_of(person) is not None


def can_read(person: Any, subject: Subject) -> bool:
    """Its two sides; the staff where something in it was reported."""
    if is_side(person, subject):
        return True
    return staff(person) and conversation_about(subject).filter(reported_at__isnull=False).exists()


def author_of(message: Message) -> Any:
    """Whom an act on the message concerns: who wrote it, for a store its owner; for a guest nobody here."""
    if message.sender is None and message.side == Side.SELLER:
        return message.subject.store.owner
    return message.sender


def is_by_hailer(message: Message) -> bool:
    """Whether whoever hails wrote it: the other side does not learn who that is."""
    return message.side == Side.BUYER and message.conversation.call_id is not None


def can_report(person: Any, message: Message) -> bool:
    """Whoever got it; a guest who holds the purchase too."""
    side = message.subject.side_of(person)
    return side is not None and message.side != side and not message.is_hidden


def can_hide(person: Any, message: Message) -> bool:
    """The staff, in conversations that a report opened to them."""
    return staff(person) and not message.is_hidden and message.conversation.reported_at is not None


def can_restore(person: Any, message: Message) -> bool:
    return staff(person) and message.is_hidden


def reason_not_to_say(person: Any, subject: Subject) -> DomainError | None:
    """What keeps the person from writing now, None where nothing does."""
    side = subject.side_of(person)
    if side is None:
        return NotAllowed()
    return subject.closed(side) or kept_from(person, What.MESSAGE)
