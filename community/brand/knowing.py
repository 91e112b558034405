"""What a person knows, by what they wrote, explained, answered, taught and learned where others can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length

from community.channels.models import Channel
from community.people.models import Person
from community.posts.models import Comment, Post, Reaction, UsefulMark
from content.articles.models import Article
from content.cards.registry import Card, cards_for
from content.lessons.course import Lesson, course
from content.milestones.models import Milestone
from shop.catalog.models import Product

# Signs of an answer: "Me!" is none.
LEAST_SAID = 6
MOST_ARTICLES, MOST_PRODUCTS, MOST_ANSWERS, MOST_TAUGHT = 5, 3, 2, 3


@dataclass(frozen=True)
class Taught:
    """A post from which so many `people` say that they learned something. `title` is what it says, or, of one without
    words, what it links to."""

    post: Post
    title: str
    people: int


@dataclass(frozen=True)
class Knowledge:
    """Articles, goods that the person explained, their answers to others in public (those that helped most first, then
    the newest; each with `helped`, how many who asked say so), what others learned from, and the lessons that they
    finished and show. The numbers are the same for everyone."""

    articles: Sequence[Article]
    article_count: int
    products: Sequence[Product]
    product_count: int
    answers: Sequence[Comment]
    answer_count: int
    useful_count: int
    taught: Sequence[Taught]
    lessons: Sequence[Lesson]

    def __bool__(self) -> bool:
        return bool(self.articles or self.products or self.answers or self.taught or self.lessons)


def knowledge_of(person: Person, viewer: Any) -> Knowledge:
    """What `viewer` may see of what the person knows. Eight queries; more only for
    the card of a post without words."""
    articles = Article.objects.visible_to(viewer).published().filter(author=person)
    explained = explained_by(person, viewer)
    answered = answers_of(person, viewer).select_related("post").order_by("-helped", "-id")
    answer_count, useful_count = answers_counted(person)
    return Knowledge(
        articles=list(articles.order_by("-published_at", "-id").defer("body")[:MOST_ARTICLES]),
        article_count=articles.count(),
        products=list(explained.select_related("store").order_by("-id")[:MOST_PRODUCTS]),
        product_count=explained.count(),
        answers=list(answered[:MOST_ANSWERS]),
        answer_count=answer_count,
        useful_count=useful_count,
        taught=taught_by(person, viewer),
        lessons=lessons_shown(person),
    )


def explained_by(person: Person, viewer: Any) -> QuerySet[Product]:
    """Goods on the shelves of the person's stores of which they said what only one who knows them can say."""
    return Product.objects.visible_to(viewer).published().knowing().filter(store__owner=person)


def answers_of(person: Person, viewer: Any) -> QuerySet[Any]:
    """What the person answered in public to what others said, where `viewer` may read it; `helped`: how many who asked
    say that it helped."""
    said = Comment.objects.visible_to(viewer).filter(author=person, post__channel__in=_public())
    said = said.exclude(post__author=person).annotate(length=Length("text")).filter(length__gte=LEAST_SAID)
    return said.annotate(helped=_number(UsefulMark.objects.standing(AnonymousUser()), "comment"))


def answers_counted(person: Person) -> tuple[int, int]:
    """How many answers the person gave in public, and how many of them helped whoever asked. One query."""
    given = answers_of(person, AnonymousUser())
    counts = given.aggregate(all=Count("pk"), useful=Count("pk", filter=Q(helped__gt=0)))
    return counts["all"], counts["useful"]


def taught_by(person: Person, viewer: Any) -> list[Taught]:
    """The person's own posts in public from which most people say that they learned something, where `viewer` may read
    them. One query; where one of them only links, those of its card."""
    learned = Reaction.objects.standing(AnonymousUser()).filter(kind=Reaction.Kind.LEARNED).exclude(person=person)
    posts: QuerySet[Any] = Post.objects.visible_to(viewer).filter(author=person, repost_of=None, channel__in=_public())
    posts = posts.annotate(people=_number(learned, "post")).filter(people__gt=0)
    found = list(posts.order_by("-people", "-id")[:MOST_TAUGHT])
    cards = cards_for([post.link for post in found if post.link and not post.text], viewer)
    return [Taught(post, _title(post, cards), post.people) for post in found]


def _title(post: Post, cards: dict[str, Card]) -> str:
    card = cards.get(post.link)
    return post.excerpt if post.text or card is None else card.title


def _public() -> QuerySet[Channel]:
    return Channel.objects.readable_by(AnonymousUser())


def _number(rows: QuerySet[Any], name: str) -> Coalesce:
    """How many of `rows` belong to each of what `name` names."""
    counted = rows.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def lessons_shown(person: Person) -> list[Lesson]:
    """The lessons that the person finished, if they show them. One query."""
    shown = Milestone.objects.filter(person=person, person__profile_choice__lessons=True)
    kinds = set(shown.values_list("kind", flat=True))
    return [lesson for lesson in course() if lesson.milestone in kinds]
