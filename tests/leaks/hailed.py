"""A hail in the town of the permission matrix: asked in its group, and answered by its store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from community.calling.indexing import write_terms
from community.calling.models import MOST_AN_HOUR, Duty, Wave
from community.calling.tasks import call_wave
from community.conversations.saying import say
from community.hail.ending import expire_due, wave_off
from community.hail.hailing import post_hail
from community.hail.hiding import hide_hail
from community.hail.models import Hail
from community.notifications.models import Event
from community.notifications.tasks import make_notifications
from community.offers.choosing import accept_offer
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from community.people.blocking import block
from community.people.models import Person
from config.kit.geo import Place
from content.pictures.ingesting import take_picture
from shop.checkout.models import Address
from tests.factories import PersonFactory, ProductFactory, subscribe
from tests.permissions.world import World
from tests.shop.buying import TO

NAME, SLUG = "沉香先生", "agarwood"
STREET = "翡翠巷 77 号"
WORDS = "要玛瑙色的桂花酥"
ASKED_BACK = "琥珀盒装的有吗"
# Where they are; what may be told of it is a cell of a hundredth of a degree.
EXACT = Place(30_253_718, 120_148_396)
# What no reader may learn of whoever hails: who they are, and where they live.
OF_THE_HAILER = (NAME, SLUG, STREET, "30.2537", "30253718", "120.1483", "120148396")


def prepare(town: World) -> Any:
    """Someone in the town's group, with a face and an address; two of its sellers, who are members too, have what they
    will need."""
    hailer: Any = PersonFactory(username=SLUG, name=NAME)
    Person.objects.filter(pk=hailer.pk).update(photo=_photo(hailer, "maroon"))
    Address.objects.create(person=hailer, recipient=NAME, phone="+8613800138777", street=STREET)
    subscribe(hailer, town.group)
    subscribe(town.people["other owner"], town.group)
    for who in ("owner", "other owner"):
        store = town.people[who].stores.get()
        ProductFactory(store=store, name="桂花酥")
        write_terms(store)
        # As many hails as there are ends may follow each other at once.
        Duty.objects.update_or_create(store=store, defaults={"most_an_hour": MOST_AN_HOUR})
    return hailer


def hail_in(town: World, hailer: Any) -> World:
    """The same town with the hail, and its offers and the thread of one, where those of the town stood."""
    photo = _photo(hailer, "purple")
    hail = post_hail(
        hailer,
        text=WORDS,
        budget=7_700,
        audience="groups",
        groups=[town.group],
        place=EXACT,
        place_name="湖东",
        tags=["珊瑚"],
        pictures=[photo],
    )
    for wave in Wave.objects.filter(hail=hail):
        call_wave(wave.pk)
    assert hail.calls.count() == 2
    theirs, _others = (_offered(hail, town.people[who]) for who in ("owner", "other owner"))
    hail.seconds.create(person=town.people["member"])
    say(hailer, call=theirs.call, text=ASKED_BACK)
    say(theirs.seller, call=theirs.call, text="珍珠盒装的有")
    notify()
    photo.refresh_from_db()
    return replace(town, hail=hail, offer=theirs, picture=photo)


def _offered(hail: Hail, seller: Any) -> Offer:
    terms = Terms(title="玛瑙色的现做", unit_price=7_700, words="翠羽斋的方子")
    return make_offer(seller, hail=hail, store=seller.stores.get(), terms=terms)


def notify() -> None:
    """Have workers make notifications of all that happened."""
    for pk in list(Event.objects.filter(done_at=None).values_list("pk", flat=True)):
        make_notifications(pk)


def _photo(person: Any, colour: str) -> Any:
    drawn = BytesIO()
    Image.new("RGB", (800, 600), colour).save(drawn, "JPEG")
    return take_picture(person, file=SimpleUploadedFile("photo.jpg", drawn.getvalue()))


def run_out(hail: Hail) -> None:
    """Its time is over, and nobody noticed yet."""
    now = timezone.now()
    Hail.objects.filter(pk=hail.pk).update(created_at=now - timedelta(days=2), expires_at=now - timedelta(seconds=1))


def _run_out_and_noticed(hail: Hail) -> None:
    run_out(hail)
    expire_due()


def _choose_the_other(hail: Hail) -> None:
    other = hail.offers.get(seller__username="other-owner")
    accept_offer(hail.person, offer=other, version=1, idempotency_key="x", **TO)


def _hide(hail: Hail) -> None:
    hide_hail(Person.objects.get(username="staff"), hail=hail, reason="广告")


def _block(hail: Hail) -> None:
    for username in ("owner", "member"):
        block(hail.person, other=Person.objects.get(username=username))


# How a hail goes away from whoever was called and from the group; what is noticed is noticed of all.
ENDS: dict[str, Callable[[Hail], Any]] = {
    "waved off": lambda hail: wave_off(hail.person, hail=hail),
    "another was chosen": _choose_the_other,
    "hidden": _hide,
    "run out, and noticed": _run_out_and_noticed,
    "run out": run_out,
    "blocked": _block,
}
