"""What buyers say once they have the goods, and what sellers answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from seeds.album import Album
from seeds.clock import ago, some_time
from seeds.files import Entry, Town
from seeds.orders import moments_of
from seeds.register import Register
from seeds.timeline import Act
from shop.catalog.models import Product
from shop.orders.models import Order, OrderState
from shop.reviews.answering import answer_review
from shop.reviews.models import Review, ReviewAnswer
from shop.reviews.writing import write_review

# How long after the goods came somebody says so, how long until they think otherwise, and until the seller answers.
SAYS = (timedelta(hours=3), timedelta(hours=60))
CHANGES = timedelta(minutes=50)
ANSWERS = (timedelta(hours=2), timedelta(hours=20))
HAS_IT = (OrderState.RECEIVED, OrderState.REFUNDED)


def reviewing(town: Town, register: Register, album: Album, now: datetime) -> Iterator[Act]:
    """Of orders that the town holds, some time after they came to their end."""
    orders = {order["key"]: order for order in town.orders}
    for said in town.reviews:
        order, slug = orders[said["order"]], said["of"].partition("/")[0]
        steps = dict(moments_of(order, slug, ago(order["at"], now), now))
        ended = next(steps[step] for step in HAS_IT if step in steps)
        key, last = f"{said['order']} {said['of']}", now - timedelta(minutes=1)
        if not register.is_reviewed(said["order"], said["of"]):
            album.wish(register.person(order["buyer"]), f"review/{key}", said.get("pictures", ()))
        moment = min(some_time(f"{key} said", ended + SAYS[0], ended + SAYS[1]), last)
        if "before" in said:
            yield Act(moment - CHANGES, partial(_say, album, said, is_first=True))
        yield Act(moment, partial(_say, album, said))
        if "answer" in said:
            answered = min(some_time(f"{key} answered", moment + ANSWERS[0], moment + ANSWERS[1]), now)
            yield Act(answered, partial(_answer, said))


def _say(album: Album, entry: Entry, *, is_first: bool = False) -> bool:
    order, product = _order(entry), _product(entry)
    said = Review.objects.filter(order=order, product=product).first()
    if said is not None and (is_first or said.text != entry.get("before")):
        # Said, or said otherwise since.
        return False
    text = entry["before"] if is_first else entry.get("text", "")
    pictures = [] if is_first else album.of(f"review/{entry['order']} {entry['of']}")
    content = is_first or entry["content"]
    write_review(order.buyer, order=order, product=product, content=content, text=text, pictures=pictures)
    return True


def _answer(entry: Entry) -> bool:
    review = Review.objects.select_related("store__owner").get(order=_order(entry), product=_product(entry))
    if not review.is_standing or ReviewAnswer.objects.filter(review=review).exists():
        return False
    answer_review(review.store.owner, review=review, text=entry["answer"])
    return True


def _order(entry: Entry) -> Order:
    placed = Order.objects.filter(purchase__idempotency_key=f"seed:{entry['order']}")
    return placed.select_related("store", "buyer").get(store__slug=entry["of"].partition("/")[0])


def _product(entry: Entry) -> Product:
    store, _, slug = entry["of"].partition("/")
    return Product.objects.get(store__slug=store, slug=slug)
