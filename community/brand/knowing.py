"""What a person knows, by what they wrote, explained and learned where others can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Length

from community.channels.models import Channel
from community.people.models import Person
from community.posts.models import Comment
from content.articles.models import Article
from content.lessons.course import Lesson, course
from content.milestones.models import Milestone
from shop.catalog.models import Product

# Signs of an answer: "Me!" is none.
LEAST_SAID = 6
MOST_ARTICLES, MOST_PRODUCTS, MOST_ANSWERS = 5, 3, 2


@dataclass(frozen=True)
class Knowledge:
    """Articles, goods that the person explained, their newest answers to others in public, and the lessons that they
    finished and show."""

    articles: Sequence[Article]
    article_count: int
    products: Sequence[Product]
    product_count: int
    answers: Sequence[Comment]
    answer_count: int
    lessons: Sequence[Lesson]

    def __bool__(self) -> bool:
        return bool(self.articles or self.products or self.answers or self.lessons)


def knowledge_of(person: Person, viewer: Any) -> Knowledge:
    """What `viewer` may see of what the person knows. Seven queries."""
    articles = Article.objects.visible_to(viewer).published().filter(author=person)
    explained = explained_by(person, viewer)
    answered = answers_of(person, viewer).select_related("post").order_by("-id")
    return Knowledge(
        articles=list(articles.order_by("-published_at", "-id").defer("body")[:MOST_ARTICLES]),
        article_count=articles.count(),
        products=list(explained.select_related("store").order_by("-id")[:MOST_PRODUCTS]),
        product_count=explained.count(),
        answers=list(answered[:MOST_ANSWERS]),
        answer_count=answers_of(person, AnonymousUser()).count(),
        lessons=lessons_shown(person),
    )


def explained_by(person: Person, viewer: Any) -> QuerySet[Product]:
    """Goods on the shelves of the person's stores of which they said what only one who knows them can say."""
    return Product.objects.visible_to(viewer).published().knowing().filter(store__owner=person)


def answers_of(person: Person, viewer: Any) -> QuerySet[Comment]:
    """What the person answered in public to what others said, where `viewer` may read it."""
    public = Channel.objects.readable_by(AnonymousUser())
    said = Comment.objects.visible_to(viewer).filter(author=person, post__channel__in=public)
    return said.exclude(post__author=person).annotate(length=Length("text")).filter(length__gte=LEAST_SAID)


def lessons_shown(person: Person) -> list[Lesson]:
    """The lessons that the person finished, if they show them. One query."""
    shown = Milestone.objects.filter(person=person, person__profile_choice__lessons=True)
    kinds = set(shown.values_list("kind", flat=True))
    return [lesson for lesson in course() if lesson.milestone in kinds]
