"""Limits and budgets as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.attention.budgets import Budget
from community.attention.formula import BOUNDS, DAYS, Step


@dataclass(frozen=True)
class Line:
    """A reason of a budget: `text`, and what it `adds` ("+2", "−1", "4")."""

    step: Step
    text: str
    adds: str


def left(budget: Budget) -> str:
    """How much one may still say today, in a line under a composer."""
    if budget.remaining < 1:
        return _("No more posts here today")
    return ngettext("%(count)d more post today", "%(count)d more posts today", budget.remaining) % {
        "count": budget.remaining
    }


def reasons(budget: Budget) -> list[Line]:
    """Why the budget is what it is, a line a step. Few who muted, left or reported are not told of."""
    numbers, found = budget.heard.numbers, []
    begins = {
        "store": _("What every store begins with"),
        "person": _("What everyone begins with"),
        "group": _("What every member begins with in a group"),
    }
    found.append(Line(Step.BASE, begins[budget.kind], str(budget.steps[Step.BASE])))
    answers = numbers.comments + numbers.saves + numbers.signs
    said = ngettext(
        "%(count)d response by readers in %(days)d days", "%(count)d responses by readers in %(days)d days", answers
    )
    found.append(Line(Step.RESPONSES, said % {"count": answers, "days": DAYS}, signed(budget.steps[Step.RESPONSES])))
    if budget.heard.mutes_told is not None:
        said = ngettext("%(count)d person muted this or left", "%(count)d people muted this or left", numbers.mutes)
        found.append(Line(Step.MUTES, said % {"count": numbers.mutes}, signed(budget.steps[Step.MUTES])))
    if budget.heard.reports_told is not None:
        said = ngettext("%(count)d person reported a post", "%(count)d people reported posts", numbers.reports)
        found.append(Line(Step.REPORTS, said % {"count": numbers.reports}, signed(budget.steps[Step.REPORTS])))
    if numbers.hidden:
        said = ngettext("%(count)d post hidden by a moderator", "%(count)d posts hidden by a moderator", numbers.hidden)
        found.append(Line(Step.HIDDEN, said % {"count": numbers.hidden}, signed(budget.steps[Step.HIDDEN])))
    if numbers.voice:
        said = _("People whom the site knows trust you, directly or through others")
        found.append(Line(Step.VOICE, said, signed(budget.steps[Step.VOICE])))
    return found


def bounds(budget: Budget) -> str:
    """Between what the budget of its kind may be."""
    of = BOUNDS[budget.kind]
    return _("It is never below %(least)d and never above %(most)d.") % {"least": of.least, "most": of.most}


def signed(number: int) -> str:
    """ "+2", "−1", "±0"."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "±0"
