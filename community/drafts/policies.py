"""Who may go on with a draft, and who may let a held one pass."""

from __future__ import annotations

from typing import Any

from community.channels.models import Channel
from community.channels.policies import can_moderate
from community.drafts.models import Draft
from config.kit.policies import signed_in, staff


def is_own_draft(person: Any, draft: Draft) -> bool:
    """Its author, while it is neither published nor thrown away."""
    return signed_in(person) and draft.author_id == person.pk and draft.state in Draft.OPEN


def can_change(person: Any, draft: Draft) -> bool:
    """Its author, unless it is held: what a moderator looks at stays as it is."""
    return is_own_draft(person, draft) and draft.state in Draft.CHANGEABLE


def can_release(person: Any, draft: Draft) -> bool:
    """The staff, and the moderators of the group that it is for; never its own author."""
    if not signed_in(person) or draft.author_id == person.pk:
        return False
    return staff(person) or (draft.channel.kind == Channel.Kind.GROUP and can_moderate(person, draft.channel))
