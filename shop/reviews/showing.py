"""What pages and the API show of reviews: how many were content, and who said what, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from config.kit import cursors
from shop.catalog.models import Product
from shop.reviews.models import Review, ReviewQuerySet
from shop.reviews.places import review_beside, reviews_order
from shop.reviews.policies import can_answer, can_withdraw
from shop.stores.models import Store

PAGE = 20
FEW = 3
# So many of the latest are asked about for their weight, and so many of them stand on top.
WEIGHED, LIFTED = 200, 10


@dataclass(frozen=True)
class Summary:
    """Of `buyers`, each counted once with what they said last, so many were `content`."""

    content: int
    buyers: int


@dataclass(frozen=True)
class Shown:
    """A review as one reader meets it: `href` leads to its product where they may see that, `beside` is what rooms
    above put beside the name."""

    review: Review
    href: str
    beside: list[Any]
    is_mine: bool
    can_answer: bool


@dataclass(frozen=True)
class ReviewPage:
    reviews: list[Shown]
    next_cursor: str


@dataclass(frozen=True)
class WordOfMouth:
    """On a product's page: how many were content, and the first few words."""

    summary: Summary
    first: list[Shown]


def of_product(viewer: Any, product: Product) -> ReviewQuerySet:
    """What stands of a product, as `viewer` may see it."""
    return Review.objects.visible_to(viewer).standing().filter(product=product)


def of_store(viewer: Any, store: Store) -> ReviewQuerySet:
    """What stands of all the goods of a store, as `viewer` may see it."""
    return Review.objects.visible_to(viewer).standing().filter(store=store)


def summary_of(rows: ReviewQuerySet) -> Summary:
    """One query."""
    counts = rows.last_of_each().aggregate(buyers=Count("pk"), content=Count("pk", filter=Q(content=True)))
    return Summary(counts["content"], counts["buyers"])


def word_of_mouth(viewer: Any, product: Product) -> WordOfMouth:
    """At most five queries, one where nobody has said anything; what rooms above ask besides."""
    rows = of_product(viewer, product)
    summary = summary_of(rows)
    first = page_of(rows, viewer, size=FEW).reviews if summary.buyers else []
    return WordOfMouth(summary, first)


def page_of(rows: ReviewQuerySet, viewer: Any, cursor: str | None = None, *, size: int = PAGE) -> ReviewPage:
    """A page of `rows`: first those whose word weighs for the viewer, then those in words, then the bare verdicts, the
    latest first. At most four queries; what rooms above ask besides."""
    lifted = _weighty(rows, viewer)[:size]
    top = [] if cursor else lifted
    room = size - len(top)
    rest: QuerySet[Any] = _by_words(rows.exclude(pk__in=lifted) if lifted else rows)
    place = _place(cursor)
    if place is not None:
        worded, pk = place
        rest = rest.filter(Q(worded__lt=worded) | Q(worded=worded, pk__lt=pk))
    keys = list(rest.values_list("pk", "worded")[: room + 1])
    page = keys[:room]
    following = ""
    if len(keys) > room:
        # Where those on top fill the page, the next one begins with the first of the others.
        pk, worded = page[-1] if page else (keys[0][0] + 1, keys[0][1])
        following = cursors.encode(worded, pk)
    return ReviewPage(_read([*top, *(pk for pk, _worded in page)], viewer), following)


def _place(cursor: str | None) -> tuple[int, int] | None:
    """What a cursor names; None where there is none or it is not ours."""
    try:
        key = cursors.decode(cursor) if cursor else ()
    except cursors.BadCursor:
        return None
    return (int(key[0]), int(key[1])) if len(key) == 2 and all(isinstance(part, int) for part in key) else None


def _by_words(rows: ReviewQuerySet) -> QuerySet[Review]:
    worded = Case(When(text="", then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(worded=worded).order_by("-worded", "-pk")


def _weighty(rows: ReviewQuerySet, viewer: Any) -> list[int]:
    """Primary keys of those that stand on top for the viewer. One query, none where no room weighs."""
    if not reviews_order.is_filled:
        return []
    asked = list(rows.filter(buyer__isnull=False).select_related("buyer").order_by("-pk")[:WEIGHED])
    people: dict[Any, Any] = {review.buyer_id: review.buyer for review in asked}
    weights: dict[Any, Any] = {pk: sum(given) for pk, given in reviews_order.collect(people.values(), viewer).items()}
    heavy = [review for review in asked if weights.get(review.buyer_id, 0) > 0]
    heavy.sort(key=lambda review: (weights[review.buyer_id], bool(review.text), review.pk), reverse=True)
    return [review.pk for review in heavy[:LIFTED]]


def _read(keys: Sequence[int], viewer: Any) -> list[Shown]:
    """These reviews, in this order. Three queries."""
    found = {review.pk: review for review in Review.objects.filter(pk__in=keys).for_lists()} if keys else {}
    return shown([found[pk] for pk in keys if pk in found], viewer)


def shown(reviews: Iterable[Review], viewer: Any) -> list[Shown]:
    """Reviews from `for_lists`, which the viewer may see, for a page. One query."""
    rows = list(reviews)
    products = {review.product_id for review in rows if review.product_id is not None}
    seen: set[int] = set()
    if products:
        seen = set(Product.objects.visible_to(viewer).filter(pk__in=products).values_list("pk", flat=True))
    beside = review_beside.collect(rows, viewer)
    return [
        Shown(
            review=review,
            href=review.product.get_absolute_url() if review.product and review.product_id in seen else "",
            beside=beside.get(review.pk, []),
            is_mine=can_withdraw(viewer, review),
            can_answer=can_answer(viewer, review),
        )
        for review in rows
    ]


def review_of(person: Any, reference: str) -> Review:
    """A review that the person may see. Raises Http404."""
    return get_object_or_404(Review.objects.visible_to(person).for_lists(), reference=reference)
