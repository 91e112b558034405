"""The sitemap: pages that everybody may read and may find. What is behind doors, on a break, a draft or suspended is
not in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from community.groups.models import Group
from community.people.models import Person
from community.picks.models import PickList
from config.kit.outlines import absolute
from content.articles.models import Article
from content.lessons.course import course
from shop.catalog.models import Product
from shop.stores.models import Store

GUEST = AnonymousUser()
# Addresses on a page. The protocol allows 50,000; a page should not keep a request long.
A_PAGE = 2000


def _stores() -> QuerySet[Store]:
    return Store.objects.visible_to(GUEST).selling().order_by("pk")


def _products() -> QuerySet[Product]:
    shelf = Product.objects.visible_to(GUEST).published().filter(store__in=_stores().order_by().values("pk"))
    return shelf.select_related("store").order_by("pk")


def _groups() -> QuerySet[Group]:
    return Group.objects.visible_to(GUEST).filter(access=Group.Access.PUBLIC, closed_at=None).order_by("pk")


def _people() -> QuerySet[Person]:
    """Those who show themselves: with a name, and something to say for it or a store that is open."""
    shown = ~Q(headline="") | ~Q(story="") | Q(pk__in=_stores().order_by().values("owner"))
    people: QuerySet[Person] = Person.objects.visible_to(GUEST).exclude(name="").filter(shown)
    return people.order_by("pk")


def _picks() -> QuerySet[PickList]:
    return PickList.objects.visible_to(GUEST).filled(GUEST).select_related("person").order_by("pk")


def _articles() -> QuerySet[Article]:
    return Article.objects.visible_to(GUEST).published().order_by("pk")


def _fixed() -> list[str]:
    """Pages that are always there."""
    return [reverse(name) for name in ("home", "stores", "groups", "articles", "learn")]


@dataclass(frozen=True)
class Part:
    """One section of the sitemap."""

    section: str
    rows: Callable[[], Any]
    changed: str = ""

    def _sitemap(self) -> Sitemap:
        return _Pages(self)

    def addresses(self, page: str) -> list[dict[str, Any]]:
        """What stands on a page of it. Raises Http404 for a page that is not there."""
        sitemap = self._sitemap()
        if not (page.isascii() and page.isdigit() and len(page) < 7):
            raise Http404
        try:
            return sitemap.get_urls(page=int(page))
        except EmptyPage as error:
            raise Http404 from error

    @property
    def pages(self) -> list[str]:
        """Where its pages are."""
        first = absolute(reverse("sitemap_section", args=[self.section]))
        return [first] + [f"{first}?p={number}" for number in range(2, self._sitemap().paginator.num_pages + 1)]


class _Pages(Sitemap):
    limit = A_PAGE

    def __init__(self, part: Part) -> None:
        self.part = part

    def items(self) -> Any:
        return self.part.rows()

    def location(self, item: Any) -> str:
        return item if isinstance(item, str) else item.get_absolute_url()

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.part.changed, None) if self.part.changed else None

    def get_protocol(self, protocol: str | None = None) -> str:
        return absolute("/").split("://")[0]

    def get_domain(self, site: Any = None) -> str:
        return absolute("/").split("://")[1].rstrip("/")


PARTS = {
    part.section: part
    for part in (
        Part("pages", _fixed),
        Part("stores", _stores, "updated_at"),
        Part("products", _products),
        Part("groups", _groups),
        Part("people", _people),
        Part("picks", _picks, "changed_at"),
        Part("articles", _articles, "updated_at"),
        Part("lessons", lambda: [lesson.get_absolute_url() for lesson in course()]),
    )
}


def part_of(person: Any, section: str) -> Part:
    """The section of that name. Raises Http404."""
    if section not in PARTS:
        raise Http404
    return PARTS[section]


def parts() -> list[dict[str, str]]:
    """The addresses of all pages of all sections, for the index."""
    return [{"location": page} for part in PARTS.values() for page in part.pages]
