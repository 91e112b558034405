"""People pick what they would recommend, and those who follow a list hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from community.channels.channels import channel_of
from community.channels.following import follow
from community.channels.models import Subscription
from community.picks.listing import make_list
from community.picks.models import Pick, PickList, PickNews
from community.picks.picking import pick
from community.picks.tasks import tell_of_picks
from community.picks.telling import GATHER
from seeds.clock import ago
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act
from shop.catalog.models import Product

HEARD = timedelta(hours=1)
BETWEEN = timedelta(minutes=7)


def picking(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Lists are begun, followed, filled, and told of once what came onto them has gathered."""
    for entry in town.picks:
        begun = ago(entry["at"], now)
        yield Act(begun, partial(_begin, register, entry))
        for name in entry["followers"]:
            yield Act(begun + HEARD, partial(_follow, register, entry, name))
        moment = begun + 2 * HEARD
        for one in entry["picks"]:
            yield Act(moment, partial(_pick, register, entry, one))
            moment += BETWEEN
        yield Act(moment + GATHER, partial(_tell, register, entry))


def _list(register: Register, entry: Entry) -> PickList | None:
    """Also one that its person has deleted since."""
    return PickList.objects.filter(person=register.person(entry["by"]), title=entry["title"]).first()


def _begin(register: Register, entry: Entry) -> bool:
    if _list(register, entry) is not None:
        return False
    words = {name: entry[name] for name in ("title", "topic", "about")}
    make_list(register.person(entry["by"]), **words)
    return True


def _follow(register: Register, entry: Entry, name: str) -> bool:
    picks, person = _list(register, entry), register.person(name)
    if picks is None or Subscription.objects.filter(person=person, channel__picks=picks).exists():
        return False
    follow(person, channel=channel_of(picks))
    return True


def _pick(register: Register, entry: Entry, one: Entry) -> bool:
    picks, subject = _list(register, entry), _subject(register, one["what"])
    kind = "product" if isinstance(subject, Product) else "store"
    if picks is None or Pick.objects.filter(list=picks, **{kind: subject}).exists():
        return False
    paid = one.get("paid", "")
    pick(picks.person, picks=picks, subject=subject, why=one["why"], is_paid=bool(paid), commission=paid)
    return True


def _tell(register: Register, entry: Entry) -> bool:
    news = PickNews.objects.filter(list=_list(register, entry), done_at=None).first()
    if news is None:
        return False
    tell_of_picks(news.pk)
    return True


def _subject(register: Register, what: str) -> Any:
    """`store` or `store/product`."""
    store, _slash, product = what.partition("/")
    return Product.objects.get(store__slug=store, slug=product) if product else register.store(store)
