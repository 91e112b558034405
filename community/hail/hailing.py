"""Hail: say what one needs, and who may answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.attention.quotas import Quota, spend
from community.events import hailed
from community.groups.models import Group
from community.hail.areas import area_name, cell_of
from community.hail.errors import NoArea, NoGroups
from community.hail.models import MAX_RADIUS, Audience, Hail, HailDraft, HailGroup, HailPicture
from community.hail.policies import can_hail
from community.moderation.filtering import refuse_unwanted_in
from community.moderation.models import Restriction
from community.moderation.restricting import What, refusal
from community.notifications.clocks import zone_of
from config.kit.errors import Invalid
from config.kit.geo import Place
from config.kit.lines import many_lines
from config.kit.money import MAX_MAJOR
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture
from shop.catalog.wording import checked_tags

TEXT_LENGTH = 500
MOST_PICTURES = 4
MOST_GROUPS = 20
MOST_TAGS = 6
# Hours that a hail may stand; a day where nothing is said.
LASTS = (1, 6, 24, 72)
USUALLY = 24
FURTHEST = timedelta(days=365)


def post_hail(
    person: Any,
    *,
    text: str,
    budget: int | None = None,
    needed_on: date | None = None,
    hours: int = USUALLY,
    audience: str = Audience.EVERYONE,
    groups: Iterable[Group] = (),
    radius: int = 3000,
    place: Place | None = None,
    place_name: str = "",
    tags: Iterable[str] = (),
    pictures: Sequence[Picture] = (),
    idempotency_key: str = "",
    ends_draft: bool = True,
) -> Hail:
    """Hail. Those who fit are called by a worker; one's draft is gone, unless this is another (not `ends_draft`).

    `budget` is in minor units of the site's currency, `radius` in metres, `hours` one of `LASTS`; a hail ends at the
    latest with the day on which the thing is needed. Of `place` only the rough area is kept. `groups`, for that
    audience, are some of one's own; none means all of them.

    Hailing again with the same key gives the same hail. Raises NotAllowed, Restricted, QuotaReached, NoGroups, NoArea,
    and Invalid at text, budget, needed_on, hours, audience, groups, radius, place_name, tags or pictures.
    """
    if standing := _standing(person, idempotency_key):
        return standing
    if not can_hail(person):
        raise refusal(person, What.POST)
    now = timezone.now()
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    labels = checked_tags(tags)[:MOST_TAGS]
    fields: dict[str, Any] = {
        "text": text,
        "budget": checked_budget(budget),
        "needed_on": _day(needed_on, timezone.localdate(now, zone_of(person))),
        "place_name": area_name(place_name),
        "expires_at": _end(now, hours, needed_on, zone_of(person)),
        **reach_of(audience, radius, place),
    }
    asked = groups_asked(person, groups) if audience == Audience.GROUPS else []
    words = {"text": text, "place_name": fields["place_name"], "tags": "\n".join(labels)}
    rules: Sequence[Group | None] = asked or [None]
    for group in rules:
        refuse_unwanted_in(words, group)
    try:
        return _posted(person, fields, asked, labels, pictures, idempotency_key[:64], ends_draft)
    except IntegrityError:
        if twin := _standing(person, idempotency_key):
            return twin
        raise


def _standing(person: Any, key: str) -> Hail | None:
    if not key or not person.is_authenticated:
        return None
    return Hail.objects.filter(person=person, idempotency_key=key[:64]).first()


def checked_budget(budget: int | None) -> int | None:
    """Raises Invalid at "budget"."""
    if budget is not None and budget <= 0:
        raise Invalid(_("A budget is more than nothing; leave it empty where you have none."), field="budget")
    if budget is not None and budget > MAX_MAJOR * 100:
        raise Invalid(_("That price is too high. The most is 10,000,000."), field="budget", code="price_too_high")
    return budget


def _day(day: date | None, today: date) -> date | None:
    if day is None:
        return None
    if day < today:
        raise Invalid(_("This day is over. Choose today or later."), field="needed_on", code="past")
    if day > today + FURTHEST:
        raise Invalid(_("Choose a day within a year."), field="needed_on", code="too_far")
    return day


def _end(now: datetime, hours: int, needed_on: date | None, zone: Any) -> datetime:
    if hours not in LASTS:
        raise Invalid(_("Choose how long you want to be answered."), field="hours")
    end = now + timedelta(hours=hours)
    if needed_on is None:
        return end
    midnight = timezone.make_aware(datetime.combine(needed_on + timedelta(days=1), time()), zone)
    return min(end, max(midnight, now + timedelta(minutes=10)))


def reach_of(audience: str, radius: int, place: Place | None) -> dict[str, Any]:
    """The columns of who may answer and from where. Raises NoArea, Invalid at "audience" or "radius"."""
    if audience not in Audience.values:
        raise Invalid(_("Choose who may answer."), field="audience")
    if not 500 <= radius <= MAX_RADIUS:
        raise Invalid(_("Choose a distance from 500 metres to 50 kilometres."), field="radius")
    if audience == Audience.NEARBY and place is None:
        raise NoArea
    lat_cell, lon_cell = cell_of(place) if place is not None else (None, None)
    return {"audience": audience, "radius": radius, "lat_cell": lat_cell, "lon_cell": lon_cell}


def groups_asked(person: Any, groups: Iterable[Group], *, those_left: bool = False) -> list[Group]:
    """Those of `groups`, or all, of which the person is a member and in which they may post.

    Raises NoGroups, Restricted where they are kept from posting in one of `groups` or in all, Invalid at "groups". With
    `those_left` what they can ask of `groups` no more is left out, and refused only where that is all of them.
    """
    chosen = {group.pk for group in groups}
    mine = Group.objects.filter(
        closed_at=None, channel__subscriptions__person=person, channel__subscriptions__state="active"
    ).order_by("-channel__subscriptions__id")
    found = list((mine.filter(pk__in=chosen) if chosen else mine)[:MOST_GROUPS])
    if not found:
        raise NoGroups
    if not those_left and len(found) < min(len(chosen), MOST_GROUPS):
        raise Invalid(_("You can ask only in groups of which you are a member."), field="groups", code="not_member")
    limits = Restriction.objects.standing().filter(person=person, what=What.POST, group__in=found)
    kept = set(limits.values_list("group", flat=True))
    allowed = [group for group in found if group.pk not in kept]
    if kept and (not allowed or (chosen and not those_left)):
        raise refusal(person, What.POST, next(group for group in found if group.pk in kept))
    return allowed


@transaction.atomic
def _posted(
    person: Any,
    fields: dict[str, Any],
    groups: Sequence[Group],
    tags: Sequence[str],
    pictures: Sequence[Picture],
    key: str,
    ends_draft: bool,
) -> Hail:
    spend(person, Quota.HAILS)
    if ends_draft:
        HailDraft.objects.filter(person=person).delete()
    _check_pictures(person, pictures)
    hail = Hail.objects.create(person=person, currency=settings.CURRENCY, idempotency_key=key, **fields)
    HailGroup.objects.bulk_create(HailGroup(hail=hail, group=group) for group in groups)
    hang(hail, pictures)
    if tags:
        hail.tags.set(tags)
    hailed.send(sender=Hail, hail=hail)
    reached(person, MilestoneKind.HAILED)
    return hail


def _check_pictures(person: Any, pictures: Sequence[Picture]) -> None:
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most four photos."), field="pictures", code="too_many")
    check_own(person, pictures)
    check_unused(pictures)


def hang(hail: Hail, pictures: Sequence[Picture]) -> None:
    """From now on the photos are seen by whoever may read the hail."""
    HailPicture.objects.bulk_create(
        HailPicture(hail=hail, picture=picture, position=position) for position, picture in enumerate(pictures)
    )
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(is_private=True)
