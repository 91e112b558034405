"""Who and what is in the database already, by the names that the files use."""

from __future__ import annotations

from functools import cache, cached_property

from community.groups.models import Group
from community.people.models import Person
from shop.catalog.models import Product, Variant
from shop.reviews.models import Review
from shop.stores.models import Store


class Register:
    """Looks rows up by name, once each. Nothing is remembered of what is not there yet."""

    def __init__(self) -> None:
        self.person = cache(self._person)
        self.store = cache(self._store)
        self.group = cache(self._group)
        self.variant = cache(self._variant)

    @cached_property
    def known_posts(self) -> set[str]:
        """Keys of the posts that were written before this run began."""
        from community.posts.models import Post

        keys = Post.objects.filter(idempotency_key__startswith="seed:").values_list("idempotency_key", flat=True)
        return {key.removeprefix("seed:") for key in keys if key}

    @cached_property
    def known_products(self) -> set[tuple[str, str]]:
        """Store and product of what was on the shelf before this run began."""
        return set(Product.objects.values_list("store__slug", "slug"))

    @cached_property
    def _reviews(self) -> set[tuple[str, str, str]]:
        rows = Review.objects.filter(order__purchase__idempotency_key__startswith="seed:")
        return set(rows.values_list("order__purchase__idempotency_key", "store__slug", "product__slug"))

    def is_reviewed(self, order: str, of: str) -> bool:
        """Whether the order's buyer had said something of that "store/product" before this run began."""
        store, _, product = of.partition("/")
        return (f"seed:{order}", store, product) in self._reviews

    def _person(self, username: str) -> Person:
        return Person.objects.get(username=username)

    def _store(self, slug: str) -> Store:
        return Store.objects.select_related("owner").get(slug=slug)

    def _group(self, slug: str) -> Group:
        return Group.objects.get(slug=slug)

    def _variant(self, store: str, product: str, name: str) -> Variant:
        return Variant.objects.active().get(product__store__slug=store, product__slug=product, name=name)
