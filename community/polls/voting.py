"""Vote in a poll, vote otherwise, take one's vote back, as long as it is open."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.polls.models import Poll, PollVote
from community.polls.policies import can_vote
from config.kit.errors import Conflict, Invalid, NotAllowed


class PollClosed(Conflict):
    code = "poll_closed"
    message = _("The poll has closed.")


@transaction.atomic
def vote(person: Any, *, poll: Poll, positions: Collection[int]) -> Poll:
    """Let the person's votes be exactly the options at `positions`; none takes them back.

    Raises NotAllowed, PollClosed, and Invalid at "option".
    """
    if not can_vote(person, poll):
        raise NotAllowed
    # Of two ways of voting sent at once, by one person or at the moment of closing, one comes after the other.
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.is_closed:
        raise PollClosed
    chosen = {option.position: option for option in held.options.all() if option.position in positions}
    if len(chosen) < len(set(positions)):
        raise Invalid(_("Choose from the options of the poll."), field="option", code="unknown_option")
    if len(chosen) > 1 and not held.is_multiple:
        raise Invalid(_("Choose one option."), field="option", code="one_only")
    votes = PollVote.objects.filter(poll=held, person=person)
    votes.exclude(option__in=[option.pk for option in chosen.values()]).delete()
    had = set(votes.values_list("option_id", flat=True))
    PollVote.objects.bulk_create(
        PollVote(poll=held, option=option, person=person, slot=position if held.is_multiple else 0)
        for position, option in chosen.items()
        if option.pk not in had
    )
    return held
