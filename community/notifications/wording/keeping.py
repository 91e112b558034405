"""What is said of moderation, and of one's own data."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.moderation.recalling import title_of
from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import Words


def moderation(event: Event, joined: Joined, person: Any) -> Words:
    action: Any = event.moderation
    what = title_of(action, action.target) or action.group
    text = _("A moderator %(did)s: %(what)s") if what else _("A moderator %(did)s")
    text %= {"did": action.get_verb_display(), "what": what}
    url = action.get_absolute_url()
    reason = _("Reason: %(reason)s") % {"reason": action.reason}
    return Words(text, url, _("It concerns something of yours"), reason, "shield-check")


def report(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Someone has looked into what you reported. Thank you.")
    return Words(text, reverse("my_reports"), _("You reported it"), icon="shield-check")


def evidence(event: Event, joined: Joined, person: Any) -> Words:
    """To whoever said it; whom it is about reads the decision itself."""
    dispute: Any = event.evidence.dispute  # type: ignore[union-attr]
    if dispute.outcome == dispute.Outcome.UPHELD:
        text = _("Somebody objected to what you said of them. It was looked into, and counts no more.")
    else:
        text = _("Somebody objected to what you said of them. It was looked into, and stands.")
    reason = _("Reason: %(reason)s") % {"reason": dispute.answer}
    return Words(text, reverse("my_evidence_given"), _("You said it"), reason, "scale")


def archive(event: Event, joined: Joined, person: Any) -> Words:
    text = _("Your data are ready: everything that is yours, in one file.")
    return Words(text, reverse("my_data"), _("You asked for it"), icon="archive")


# What waits, as the key of its event begins, and in which queue of the site and of a group it stands.
_QUEUES = {
    "appeal": ("mod_appeals", "group_mod_appeals"),
    "draft": ("mod_held", "group_held"),
    "dispute": ("mod_disputes", "group_mod"),
}


def duty(event: Event, joined: Joined, person: Any) -> Words:
    group = event.group
    of_site, of_group = _QUEUES.get(event.key.partition(":")[0], ("mod", "group_mod"))
    if group is None:
        text = ngettext(
            "Something on the site waits for a moderator.",
            "%(count)d things on the site wait for a moderator.",
            joined.count,
        )
        return Words(text % {"count": joined.count}, reverse(of_site), _("You run this site"), icon="shield-check")
    text = ngettext(
        "Something in %(group)s waits for a moderator.",
        "%(count)d things in %(group)s wait for a moderator.",
        joined.count,
    )
    url = reverse(of_group, args=[group.slug])
    names = {"count": joined.count, "group": group}
    return Words(text % names, url, _("You look after this group"), icon="shield-check")
