"""Let a need stand: asked every week, or watched for; change it, end it, let it stand again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.calling.indexing import tag_term
from community.calling.terms import terms_of
from community.groups.models import Group
from community.hail.areas import area_name
from community.hail.hailing import (
    LASTS,
    MOST_GROUPS,
    MOST_TAGS,
    TEXT_LENGTH,
    USUALLY,
    checked_budget,
    groups_asked,
    reach_of,
)
from community.hail.models import Audience
from community.hail.policies import can_hail
from community.moderation.filtering import refuse_unwanted
from community.moderation.restricting import What, refusal
from community.needs.errors import NeedEnded, NothingToLookFor, TooManyNeeds
from community.needs.models import NeedGroup, NeedTerm, StandingNeed
from community.needs.policies import is_keeper
from community.needs.turns import drop_turn, plan_turn
from community.people.models import Person
from config.kit.errors import Invalid, NotAllowed
from config.kit.geo import Place
from config.kit.lines import many_lines, one_line
from shop.catalog.wording import checked_tags

Kind = StandingNeed.Kind
# So many stand at once, of both kinds.
MOST = 30
WATCH_LENGTH = 60
MOST_TERMS = 24
# Days ahead, at most, by when what is asked every week is needed.
MOST_DAYS = 6


def keep_weekly(
    person: Any,
    *,
    text: str,
    weekday: int,
    hour: int,
    budget: int | None = None,
    needed_in: int | None = None,
    hours: int = USUALLY,
    audience: str = Audience.EVERYONE,
    groups: Iterable[Group] = (),
    radius: int = 3000,
    place: Place | None = None,
    place_name: str = "",
    tags: Iterable[str] = (),
    idempotency_key: str = "",
) -> StandingNeed:
    """Hail the same every week, when one's own clock shows `hour` on `weekday` (0 is Monday).

    The rest is as in `hailing.post_hail`; `needed_in` is by when, in days after it is asked (0: the same day). No
    `groups` means all of one's own, whichever they are each week. With the same key the same need comes back.

    Raises NotAllowed, Restricted, TooManyNeeds, NoGroups, NoArea, and Invalid at the field at fault.
    """
    columns = _weekly(person, text, weekday, hour, budget, needed_in, hours, audience, radius, place, place_name)
    asked = _asked_in(person, groups) if audience == Audience.GROUPS else []
    return _kept(person, Kind.WEEKLY, columns, asked, _labels(tags), idempotency_key)


def keep_watch(
    person: Any, *, text: str = "", tags: Iterable[str] = (), groups: Iterable[Group] = (), idempotency_key: str = ""
) -> StandingNeed:
    """Be told when something with these words or one of these tags appears in one's groups, or in `groups` alone.

    With the same key the same need comes back. Raises NotAllowed, Restricted, TooManyNeeds, NothingToLookFor, and
    Invalid at "text", "tags" or "groups".
    """
    columns, labels = _watch(person, text, tags)
    return _kept(person, Kind.WATCH, columns, _looked_in(person, groups), labels, idempotency_key)


def change_weekly(person: Any, *, need: StandingNeed, **said: Any) -> StandingNeed:
    """Ask otherwise from now on; what is given is as in `keep_weekly`, all of it. Raises the same, and NeedEnded."""
    _check_own(person, need, Kind.WEEKLY)
    groups, tags = said.pop("groups", ()), said.pop("tags", ())
    columns = _weekly(person, **{**_USUAL, **said})
    asked = _asked_in(person, groups) if columns["audience"] == Audience.GROUPS else []
    return _changed(need, columns, asked, _labels(tags))


def change_watch(
    person: Any, *, need: StandingNeed, text: str = "", tags: Iterable[str] = (), groups: Iterable[Group] = ()
) -> StandingNeed:
    """Wait for something else; what was told already is not told again. Raises as `keep_watch`, and NeedEnded."""
    _check_own(person, need, Kind.WATCH)
    columns, labels = _watch(person, text, tags)
    return _changed(need, columns, _looked_in(person, groups), labels)


@transaction.atomic
def end_need(person: Any, *, need: StandingNeed) -> StandingNeed:
    """One tap: it is asked, and one is told of it, no more. Twice changes nothing. Raises NotAllowed."""
    if not is_keeper(person, need):
        raise NotAllowed
    if StandingNeed.objects.filter(pk=need.pk, ended_at=None).update(ended_at=timezone.now()):
        NeedTerm.objects.filter(need=need).delete()
        drop_turn(need)
    need.refresh_from_db()
    return need


@transaction.atomic
def resume_need(person: Any, *, need: StandingNeed) -> StandingNeed:
    """Let it stand again as it was. Twice changes nothing. Raises NotAllowed, TooManyNeeds."""
    if not is_keeper(person, need):
        raise NotAllowed
    _hold_place(person)
    if StandingNeed.objects.filter(pk=need.pk, ended_at__isnull=False).update(ended_at=None):
        need.refresh_from_db()
        _settle(need)
    return need


_USUAL: dict[str, Any] = {
    "budget": None,
    "needed_in": None,
    "hours": USUALLY,
    "audience": Audience.EVERYONE,
    "radius": 3000,
    "place": None,
    "place_name": "",
}


def _check_own(person: Any, need: StandingNeed, kind: str) -> None:
    if not is_keeper(person, need) or need.kind != kind:
        raise NotAllowed
    if need.ended_at is not None:
        raise NeedEnded


def _weekly(
    person: Any,
    text: str,
    weekday: int,
    hour: int,
    budget: int | None,
    needed_in: int | None,
    hours: int,
    audience: str,
    radius: int,
    place: Place | None,
    place_name: str,
) -> dict[str, Any]:
    """The columns of a weekly need. Raises NotAllowed, Restricted, NoArea, Invalid."""
    if not can_hail(person):
        raise refusal(person, What.POST)
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    refuse_unwanted(text, strictly=True)
    if weekday not in range(7):
        raise Invalid(_("Choose a day of the week."), field="weekday")
    if hour not in range(24):
        raise Invalid(_("Choose an hour from 0 to 23."), field="hour")
    if hours not in LASTS:
        raise Invalid(_("Choose how long you want to be answered."), field="hours")
    if needed_in is not None and needed_in not in range(MOST_DAYS + 1):
        raise Invalid(_("Choose a day within the week that follows."), field="needed_in")
    return {
        "text": text,
        "weekday": weekday,
        "hour": hour,
        "budget": checked_budget(budget),
        "needed_in": needed_in,
        "hours": hours,
        "place_name": area_name(place_name),
        **reach_of(audience, radius, place),
    }


def _watch(person: Any, text: str, tags: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """The columns and tags of a watching need. Raises NotAllowed, Restricted, NothingToLookFor, Invalid."""
    if not can_hail(person):
        raise refusal(person, What.POST)
    text = one_line(text, field="text", most=WATCH_LENGTH, required=False)
    labels = _labels(tags)
    if not terms_of(text) and not labels:
        raise NothingToLookFor
    return {"text": text}, labels


def _labels(tags: Iterable[str]) -> list[str]:
    return checked_tags(tags)[:MOST_TAGS]


def _looked_in(person: Any, groups: Iterable[Group]) -> list[Group]:
    """The groups that are named; none means all of one's own, whichever they are then."""
    chosen = list(groups)[:MOST_GROUPS]
    return groups_asked(person, chosen) if chosen else []


def _asked_in(person: Any, groups: Iterable[Group]) -> list[Group]:
    """The same for what is asked: there must be a group to ask in. Raises NoGroups, Restricted, Invalid."""
    chosen = list(groups)
    found = groups_asked(person, chosen)
    return found if chosen else []


def _kept(
    person: Any, kind: str, columns: dict[str, Any], groups: Sequence[Group], tags: Sequence[str], key: str
) -> StandingNeed:
    key = key[:64]
    if twin := _twin(person, key):
        return twin
    try:
        with transaction.atomic():
            _hold_place(person)
            need = StandingNeed.objects.create(
                person=person, kind=kind, currency=settings.CURRENCY, idempotency_key=key, **columns
            )
            _furnish(need, groups, tags)
            return need
    except IntegrityError:
        if twin := _twin(person, key):
            return twin
        raise


def _twin(person: Any, key: str) -> StandingNeed | None:
    return StandingNeed.objects.filter(person=person, idempotency_key=key).first() if key else None


def _hold_place(person: Any) -> None:
    """Raises TooManyNeeds where no more may stand. The person's row is locked, so that two at once are counted."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if StandingNeed.objects.filter(person=person, ended_at=None).count() >= MOST:
        raise TooManyNeeds(MOST)


@transaction.atomic
def _changed(need: StandingNeed, columns: dict[str, Any], groups: Sequence[Group], tags: Sequence[str]) -> StandingNeed:
    # Whoever asks this week's holds the need too: it is asked as it was before, or as it is from now on.
    held = StandingNeed.objects.select_for_update(no_key=True).get(pk=need.pk)
    if held.ended_at is not None:
        raise NeedEnded
    is_moved = need.is_weekly and (held.weekday, held.hour) != (columns["weekday"], columns["hour"])
    StandingNeed.objects.filter(pk=need.pk).update(**columns, changed_at=timezone.now())
    need.refresh_from_db()
    if is_moved:
        drop_turn(need)
    NeedGroup.objects.filter(need=need).delete()
    _furnish(need, groups, tags)
    return need


def _furnish(need: StandingNeed, groups: Sequence[Group], tags: Sequence[str]) -> None:
    NeedGroup.objects.bulk_create(NeedGroup(need=need, group=group) for group in groups)
    need.tags.set(tags)
    _settle(need)


def _settle(need: StandingNeed) -> None:
    """Have it asked in its turn, or found by its words."""
    if need.is_weekly:
        plan_turn(need)
        return
    words = {tag_term(name): True for name in need.tags.names()} | dict.fromkeys(terms_of(need.text), False)
    NeedTerm.objects.filter(need=need).delete()
    NeedTerm.objects.bulk_create(
        NeedTerm(need=need, term=term, is_tag=is_tag) for term, is_tag in list(words.items())[:MOST_TERMS]
    )
