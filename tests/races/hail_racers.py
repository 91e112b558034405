"""What racing processes do about hails, their offers, calls and threads, and what is bought together."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.conversations.models import Message
from community.conversations.saying import say as say_of_order
from community.groupbuys import joining
from community.groupbuys.beginning import begin_group_buy
from community.groupbuys.closing import close_early
from community.groupbuys.models import GroupBuy
from community.groupbuys.tasks import settle_group_buy
from community.hail import ending
from community.hail.models import Hail
from community.needs.models import NeedTurn
from community.needs.turns import take_turn
from community.notifications.reading import mark_read
from community.offers.choosing import accept_offer
from community.offers.making import Terms, change_offer, make_offer
from community.offers.making import withdraw_offer as withdraw_from_hail
from community.offers.models import Offer
from community.people.blocking import block
from shop.stores.models import Store
from tests.shop.buying import TO


def ask_back(person_id: int, call_id: int, number: int) -> str:
    """The hailer, or who was called, writes to the other."""
    person = get_user_model().objects.get(pk=person_id)
    return say_of_order(person, call=_call(call_id), text=f"第{number}句").reference


def wave_hail_off(call_id: int) -> list[int]:
    """The hailer waves off; the messages that are there then, by primary key."""
    call = _call(call_id)
    ending.wave_off(call.hail.person, hail=call.hail)
    return _said_about(call_id)


def settle_hail(offer_id: int) -> list[int]:
    """The hailer chooses an offer; the messages of the other threads that are there then."""
    offer = Offer.objects.select_related("hail__person", "store").get(pk=offer_id)
    accept_offer(offer.hail.person, offer=offer, version=offer.version, idempotency_key="x", **TO)
    return list(Message.objects.filter(conversation__call__hail=offer.hail).order_by("pk").values_list("pk", flat=True))


def read_all(person_id: int) -> int:
    """All of the person's bell at once."""
    return mark_read(get_user_model().objects.get(pk=person_id))


def shut_store_out(call_id: int) -> list[int]:
    """The hailer blocks the store's owner; the messages that are there then."""
    call = _call(call_id)
    block(call.hail.person, other=call.store.owner)
    return _said_about(call_id)


def _call(call_id: int) -> Call:
    return Call.objects.select_related("hail__person", "store__owner").get(pk=call_id)


def _said_about(call_id: int) -> list[int]:
    return list(Message.objects.filter(conversation__call=call_id).order_by("pk").values_list("pk", flat=True))


def answer_hail(store_id: int, hail_id: int, key: str) -> str:
    """The store's owner makes an offer."""
    store = Store.objects.select_related("owner").get(pk=store_id)
    hail = Hail.objects.get(pk=hail_id)
    terms = Terms(title="现做", unit_price=900)
    return make_offer(store.owner, hail=hail, store=store, terms=terms, idempotency_key=key).reference


def _offer(offer_id: int) -> Offer:
    return Offer.objects.select_related("hail__person", "seller").get(pk=offer_id)


def accept(offer_id: int, version: int, key: str) -> int:
    """The hailer chooses the offer as it was in that version; the total of the order."""
    offer = _offer(offer_id)
    order = accept_offer(offer.hail.person, offer=offer, version=version, idempotency_key=key, **TO)
    return order.total


def wave_off(hail_id: int) -> str:
    hail = Hail.objects.select_related("person").get(pk=hail_id)
    return ending.wave_off(hail.person, hail=hail).state


def end_by_time() -> None:
    """What a sweeper does about hails whose time is over."""
    ending.expire_due()


def offer_otherwise(offer_id: int, price: int) -> int:
    """The seller asks another price; the version that it became."""
    offer = _offer(offer_id)
    return change_offer(offer.seller, offer=offer, terms=Terms(title=offer.title, unit_price=price)).version


def take_back(offer_id: int) -> str:
    offer = _offer(offer_id)
    return withdraw_from_hail(offer.seller, offer=offer).state


def call_in(wave_id: int) -> bool:
    """Call the stores of a wave; whether it was this process that did, or would have."""
    call_wave(wave_id)
    return Wave.objects.get(pk=wave_id).done_at is not None


def begin_buy(offer_id: int) -> str:
    """The hailer begins a group-buy with the offer; its reference."""
    offer = _offer(offer_id)
    return begin_group_buy(offer.hail.person, offer=offer, version=offer.version, quantity=1, **TO).reference


def join_buy(person_id: int, buy_id: int, quantity: int) -> int:
    """Want so many pieces of what is bought together."""
    to = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}
    person, buy = get_user_model().objects.get(pk=person_id), GroupBuy.objects.get(pk=buy_id)
    return joining.join(person, buy=buy, quantity=quantity, **to).quantity


def close_buy(buy_id: int) -> str:
    """Whoever began it has had enough."""
    buy = GroupBuy.objects.select_related("organiser").get(pk=buy_id)
    return close_early(buy.organiser, buy=buy).state


def settle_buy(buy_id: int) -> None:
    """What a worker does with a group-buy."""
    settle_group_buy(buy_id)


def ask_this_week(turn_id: int) -> str:
    """What a worker does with a turn that it has, whoever else has it too."""
    hail = take_turn(NeedTurn.objects.get(pk=turn_id))
    return hail.reference if hail else ""
