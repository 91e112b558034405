"""What a store is found by: its words and its place, read anew by a worker whenever it changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.calling.cells import cell_at
from community.calling.models import StoreTerm, TermsDue
from community.calling.terms import terms_of
from config.kit.claims import nudge, sweeper
from shop.catalog.models import Product
from shop.stores.models import Store

Source = StoreTerm.Source
# A store is known by what it sold last, and by so many words.
MOST_PRODUCTS = 300
MOST_TERMS = 1500
# So many stores whose words are missing are seen to in a round.
CHUNK = 500


@transaction.atomic
def want_terms(store_id: int) -> None:
    """The store changed, or what is on its shelf."""
    from community.calling.tasks import read_terms

    again = {"wanted": F("wanted") + 1, "due_at": timezone.now(), "done_at": None, "attempts": 0}
    if not TermsDue.objects.filter(store=store_id).update(**again):
        TermsDue.objects.bulk_create([TermsDue(store_id=store_id)], ignore_conflicts=True)
    row = TermsDue.objects.values_list("pk", flat=True).get(store=store_id)
    nudge(read_terms, row)


@sweeper
def want_missing() -> None:
    """Stores whose words were never read: they were there before anybody could be called, or no verb opened them."""
    # One that is closed waits until it is open again: it may be that of an account that is gone.
    missing = Store.objects.filter(terms_due=None).exclude(state=Store.State.CLOSED)
    for store in list(missing.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        want_terms(store)


def read(due: TermsDue) -> bool:
    """Read the store's words. False where it changed meanwhile, and is to be read once more."""
    write_terms(due.store)
    done = TermsDue.objects.filter(pk=due.pk, wanted=due.wanted)
    return bool(done.update(done_at=timezone.now(), claimed_until=None))


def write_terms(store: Store) -> int:
    """Replace the rows of the store by what it says now. Returns how many there are."""
    found = found_by(store)
    cell = cell_at(store.place) if store.place is not None else None
    with transaction.atomic():
        Store.objects.select_for_update(no_key=True).filter(pk=store.pk).first()
        StoreTerm.objects.filter(store=store).exclude(term__in=list(found)).delete()
        StoreTerm.objects.bulk_create(
            (
                StoreTerm(store=store, term=term, source=source, product_id=product, cell=cell)
                for term, (source, product) in found.items()
            ),
            update_conflicts=True,
            unique_fields=["store", "term"],
            update_fields=["source", "product", "cell"],
        )
    return len(found)


def found_by(store: Store) -> dict[str, tuple[int, int | None]]:
    """Each word by which the store is found: the best place where it stands, and the product that it stands for. Three
    queries."""
    shelf: Any = Product.objects.published().filter(store=store)
    shelf = shelf.prefetch_related("tags").order_by("-id")[:MOST_PRODUCTS]
    said: list[tuple[int, int | None, str]] = []
    for product in shelf:
        said += said_of(product)
    said.append((Source.STORE, None, f"{store.name} {store.tagline}"))
    return dict(list(placed(said).items())[:MOST_TERMS])


def said_of(product: Product) -> list[tuple[int, int | None, str]]:
    """What is said of a product: where it stands, whose it is, and the words."""
    said: list[tuple[int, int | None, str]] = [(Source.TAG, product.pk, tag.name) for tag in product.tags.all()]
    said.append((Source.NAME, product.pk, product.name))
    said.append((Source.KNOWS, product.pk, _knowledge(product)))
    return said


def placed(said: Iterable[tuple[int, int | None, str]]) -> dict[str, tuple[int, int | None]]:
    """Each word of what is said, the best place where it stands, and the product that it stands for."""
    found: dict[str, tuple[int, int | None]] = {}
    # What says most first, and of that the newest: a word keeps the first place that it finds.
    for source, product_id, text in sorted(said, key=lambda row: -row[0]):
        for term in [*_whole(source, text), *terms_of(text)]:
            # A single character is a thing where it is a tag (梨), and else what was left between others.
            if len(term) > 1 or source == Source.TAG:
                found.setdefault(term, (int(source), product_id))
    return found


def _whole(source: int, text: str) -> list[str]:
    """A tag is also found as it is: chosen tags are compared whole."""
    return [tag_term(text)] if source == Source.TAG else []


def tag_term(name: str) -> str:
    """The term of a whole tag."""
    return f"#{name.casefold()}"[:24]


def _knowledge(product: Any) -> str:
    return "\n".join((product.good_for, product.how_to_use, product.compared_with))
