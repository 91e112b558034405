"""The moderators' queues: what was reported, grouped by what it is about, oldest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from community.moderation import registry
from community.moderation.models import Case, ModerationAction, Report
from community.moderation.policies import cases_for, is_standing
from community.moderation.recalling import is_unnamed, matching, with_words
from community.moderation.targets import load_targets
from config.kit import cursors
from config.kit.policies import staff

PAGE = 15
LOG_PAGE = 30
MOST_NOTES = 3
LABELS = {
    "post": _("post"),
    "comment": _("comment"),
    "person": _("person"),
    "group": _("group"),
    "store": _("store"),
    "product": _("product"),
    "article": _("article"),
    "invitation": _("invitation"),
    "order": _("order"),
    "message": _("message"),
    "hail": _("hail"),
    "offer": _("answer to a hail"),
}
KINDS = {
    "post": "message-circle",
    "comment": "message-circle",
    "person": "user",
    "store": "store",
    "group": "users",
    "hail": "hand",
    "offer": "hand",
}


@dataclass(frozen=True)
class Note:
    """What someone wrote with their report; `by` is None for who need not know."""

    note: str
    by: Any = None


@dataclass
class Item:
    """A case as the queue shows it. `target` is None where it is gone."""

    case: Case
    target: Any = None
    kind: str = ""
    text: str = ""
    place: str = ""
    count: int = 0
    reasons: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    can_hide: bool = False

    @property
    def about(self) -> Any:
        """Whom it concerns; None where those who keep order are not told."""
        return None if is_unnamed(self.case.target_type) else self.case.about

    @property
    def icon(self) -> str:
        return KINDS.get(self.kind, "package")

    @property
    def kind_label(self) -> str:
        """What kind of thing it is, in a word."""
        return str(LABELS.get(self.kind, self.case.target_type.name))

    @property
    def pictures(self) -> list[Any]:
        """Photos of a post or a product."""
        hung = getattr(self.target, "pictures", None)
        return [row.picture for row in hung.all()] if hung is not None else []

    @property
    def is_hidden(self) -> bool:
        """Whether it is out of sight already."""
        is_gone = getattr(self.target, "state", "") in ("hidden", "closed", "deleted")
        return is_gone or getattr(self.target, "hidden_at", None) is not None


def open_cases(person: Any, group: Any = None) -> QuerySet[Case]:
    """Cases that wait and that `person` may handle: of `group`, or all there are for the staff."""
    waiting = Case.objects.filter(cases_for(person, group), settled_at=None)
    return waiting.select_related("target_type", "about__photo", "group", "settled_by")


def count_open(person: Any, group: Any = None) -> int:
    """How many wait."""
    return Case.objects.filter(cases_for(person, group), settled_at=None).count()


def page_of(cases: QuerySet[Case], cursor: str | None, viewer: Any) -> tuple[list[Item], str]:
    """A page of cases with what they are about, and the cursor to the next. A constant number of queries."""
    rows, following = cursors.oldest_page(cases, cursor, PAGE)
    return items(rows, viewer), following


def items(cases: list[Case], viewer: Any) -> list[Item]:
    """The cases with their targets, reasons and notes; who reported is for the staff alone to see."""
    targets = load_targets(cases)
    reasons: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = Report.objects.filter(case__in=cases).values_list("case", "reason").annotate(count=Count("pk"))
    for case, reason, count in counted.order_by("-count"):
        reasons[case].append((str(Report.Reason(reason).label), count))
    notes: dict[int | None, list[Note]] = defaultdict(list)
    for row in Report.objects.filter(case__in=cases).exclude(note="").select_related("reporter").order_by("id")[:200]:
        if len(notes[row.case_id]) < MOST_NOTES:
            notes[row.case_id].append(Note(row.note, row.reporter if staff(viewer) else None))
    return [_item(case, targets, reasons[case.pk], notes[case.pk]) for case in cases]


def _item(case: Case, targets: dict, reasons: list[tuple[str, int]], notes: list[Note]) -> Item:
    item = Item(case, count=sum(count for _reason, count in reasons), reasons=reasons, notes=notes)
    target = targets.get((case.target_type_id, case.target_id))
    entry = registry.of_target(target) if target is not None else None
    if entry is not None and target is not None:
        item.target, item.kind = target, entry.kind
        item.text, item.place = entry.text(target), entry.place(target)
        item.can_hide = entry.hide is not None and not item.is_hidden
    return item


def acts_of(group: Any = None) -> QuerySet[ModerationAction]:
    """The log of `group`, or of the whole site, for those who keep order there."""
    rows = ModerationAction.objects.select_related("actor", "owner", "group", "target_type")
    return rows if group is None else rows.filter(group=group)


def log_page(
    person: Any, group: Any, words: str, cursor: str | None
) -> tuple[list[tuple[ModerationAction, bool]], str]:
    """A page of the log of `group`, or of the whole site, newest first, and the cursor to the next. Each act comes with
    whether `person`, who reads the log because they keep order there, may take it back.

    With `words` only acts that match them. Three queries, and a few for each kind of thing that was acted on.
    """
    rows = acts_of(group).prefetch_related("undone_by", "appeal")
    acts, following = cursors.newest_page(matching(rows, words) if words else rows, cursor, LOG_PAGE)
    return [(act, is_standing(act) and _may_lift(person, act)) for act in with_words(acts)], following


def _may_lift(person: Any, action: ModerationAction) -> bool:
    """The rule of `policies.can_take_back`, for who keeps order where it was done: no query a row."""
    is_theirs = not action.is_of_owner or (action.group is not None and action.group.owner_id == person.pk)
    return action.owner_id != person.pk and (staff(person) or (not action.by_staff and is_theirs))
