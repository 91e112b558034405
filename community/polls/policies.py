"""Who may vote."""

from __future__ import annotations

from typing import Any

from community.polls.models import Poll
from community.posts.policies import can_react


def can_vote(person: Any, poll: Poll) -> bool:
    """Whoever may give the post a sign: its readers; in a group, its members."""
    return can_react(person, poll.post)
