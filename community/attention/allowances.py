"""Every limit on what a person may do, in one place: how much, within which window, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.attention.models import Quota

HOUR, DAY = 3600, 86_400
# So long one is a newcomer, with the lower limits: who comes to flood comes with a new account.
NEWCOMER = timedelta(days=3)


@dataclass(frozen=True)
class Allowance:
    """At most `most` within each window of `seconds`, `newcomer` for who came less than `newcomer_for` ago and,
    where it `grows`, for who has no standing yet (`growing`).

    Windows begin with the hour or day of UTC. `said % {"count": n}` names the limit, `why` gives its reason, `field`
    is the input that a refusal stands beside.
    """

    most: int
    newcomer: int
    seconds: int
    said: Any
    why: str | Promise
    field: str = ""
    newcomer_for: timedelta = NEWCOMER
    grows: bool = True


ALLOWANCES: dict[Quota, Allowance] = {
    Quota.POSTS: Allowance(
        60,
        20,
        DAY,
        ngettext_lazy("%(count)d post a day", "%(count)d posts a day", "count"),
        _("Whoever reads you has only so much time."),
        "text",
    ),
    Quota.COMMENTS: Allowance(
        120,
        40,
        HOUR,
        ngettext_lazy("%(count)d comment an hour", "%(count)d comments an hour", "count"),
        _("A conversation has room for everyone."),
        "text",
    ),
    Quota.REACTIONS: Allowance(
        600,
        300,
        HOUR,
        ngettext_lazy("%(count)d sign an hour", "%(count)d signs an hour", "count"),
        _("Signs mean something when a person gave them."),
    ),
    Quota.MENTIONS: Allowance(
        60,
        15,
        DAY,
        ngettext_lazy("%(count)d person mentioned a day", "%(count)d people mentioned a day", "count"),
        _("A mention calls somebody away from what they are doing."),
        "text",
    ),
    Quota.MESSAGES: Allowance(
        120,
        60,
        HOUR,
        ngettext_lazy("%(count)d message an hour", "%(count)d messages an hour", "count"),
        _("Nobody should be flooded with messages."),
        "text",
    ),
    Quota.REVIEWS: Allowance(
        60,
        20,
        DAY,
        ngettext_lazy("%(count)d review or answer a day", "%(count)d reviews or answers a day", "count"),
        _("Whoever asks what others say wants words that were meant."),
        "text",
    ),
    Quota.GROUPS: Allowance(
        10,
        3,
        DAY,
        ngettext_lazy("%(count)d new group a day", "%(count)d new groups a day", "count"),
        _("A group needs somebody who has time for it."),
        "name",
    ),
    Quota.STORES: Allowance(
        10,
        3,
        DAY,
        ngettext_lazy("%(count)d new store a day", "%(count)d new stores a day", "count"),
        _("A store needs somebody who stands behind its goods."),
        "name",
    ),
    Quota.INVITATIONS: Allowance(
        50,
        10,
        DAY,
        ngettext_lazy("%(count)d invitation a day", "%(count)d invitations a day", "count"),
        _("An invitation is worth something when it is meant for somebody."),
    ),
    Quota.JOINS: Allowance(
        30,
        15,
        DAY,
        ngettext_lazy("%(count)d group joined a day", "%(count)d groups joined a day", "count"),
        _("Groups are for those who stay."),
    ),
    Quota.FOLLOWS: Allowance(
        200,
        60,
        DAY,
        ngettext_lazy("%(count)d followed a day", "%(count)d followed a day", "count"),
        _("Following is for what one wants to read, not for being noticed."),
    ),
    Quota.PICKS: Allowance(
        60,
        20,
        DAY,
        ngettext_lazy("%(count)d pick a day", "%(count)d picks a day", "count"),
        _("A recommendation is worth something when somebody chose."),
        "why",
    ),
    Quota.REPORTS: Allowance(
        40,
        15,
        DAY,
        ngettext_lazy("%(count)d report a day", "%(count)d reports a day", "count"),
        _("A person reads every report."),
        "reason",
    ),
    Quota.APPEALS: Allowance(
        10,
        10,
        DAY,
        ngettext_lazy("%(count)d appeal a day", "%(count)d appeals a day", "count"),
        _("A person reads every appeal."),
        "text",
    ),
    Quota.LINKS: Allowance(
        60,
        20,
        HOUR,
        ngettext_lazy("%(count)d outside link an hour", "%(count)d outside links an hour", "count"),
        _("The site visits each page that is linked for the first time."),
        "link",
    ),
    Quota.EXPORTS: Allowance(
        2,
        2,
        DAY,
        ngettext_lazy("%(count)d export a day", "%(count)d exports a day", "count"),
        _("Gathering all of one's data takes the site a while."),
    ),
    Quota.HAILS: Allowance(
        20,
        5,
        DAY,
        ngettext_lazy("%(count)d hail a day", "%(count)d hails a day", "count"),
        _("Every hail calls sellers away from what they are doing."),
        "text",
    ),
    Quota.OFFERS: Allowance(
        60,
        15,
        HOUR,
        ngettext_lazy("%(count)d offer or change an hour", "%(count)d offers or changes an hour", "count"),
        _("Whoever hails wants answers that were thought about."),
    ),
    Quota.ENDORSEMENTS: Allowance(
        3,
        0,
        DAY,
        ngettext_lazy("%(count)d new endorsement a day", "%(count)d new endorsements a day", "count"),
        _("A word of trust is worth something because one has only a few to give."),
        newcomer_for=timedelta(days=7),
        grows=False,
    ),
}
