"""The record of a person, and for each thin part of it in words: what is missing, why it counts, and where to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.brand.knowing import answers_counted, explained_by
from community.brand.promises import ENOUGH, promises_of
from community.brand.thinness import Part, Record, Thin, thin_parts
from community.people.models import Person
from community.trust.models import Evidence
from content.articles.models import Article
from shop.catalog.models import Product
from shop.stores.models import Store

BORNE_OUT = (Evidence.Kind.ENDORSED, Evidence.Kind.CONTENT)


@dataclass(frozen=True)
class Step:
    """An honest step: `what` is thin, `why` it counts, what to `do`, and the path where it is done."""

    part: Part
    icon: str
    what: str
    why: str
    do: str
    url: str


def record_of(person: Person) -> Record:
    """What there is of the person, as a guest finds it. Eight queries."""
    guest, promises = AnonymousUser(), promises_of(person)
    answers, useful = answers_counted(person)
    tags = list(person.specialties.all())
    said = Evidence.objects.standing().filter(about=person, kind__in=BORNE_OUT, topic__in=tags)
    return Record(
        headline=person.headline,
        story=person.story,
        has_photo=person.photo_id is not None,
        specialties=[tag.name for tag in sorted(tags, key=lambda tag: tag.pk)],
        borne_out=frozenset(said.order_by().values_list("topic__name", flat=True).distinct()),
        store=Store.objects.owned_by(person).order_by("id").values_list("slug", flat=True).first() or "",
        goods=Product.objects.visible_to(guest).published().filter(store__owner=person).count(),
        explained=explained_by(person, guest).count(),
        articles=Article.objects.visible_to(guest).published().filter(author=person).count(),
        answers=answers,
        useful=useful,
        kept=promises.kept,
        made=promises.made,
        enough=ENOUGH,
    )


def steps_of(person: Person, record: Record | None = None) -> list[Step]:
    """What would strengthen the person's record, what a first visitor misses most first."""
    record = record or record_of(person)
    return [_step(person, record, thin) for thin in thin_parts(record)]


def next_step(person: Person) -> Step | None:
    """The first of them: what one's own page shows in place of all that is empty."""
    return next(iter(steps_of(person)), None)


@dataclass(frozen=True)
class _Words:
    icon: str
    what: Any
    why: Any
    do: Any
    anchor: str = ""


_WORDS = {
    Part.HEADLINE: _Words(
        "pencil",
        gettext_lazy("There is no line that says what you stand for"),
        gettext_lazy("It is the first thing that a stranger reads, and what your card shows."),
        gettext_lazy("Write one line"),
        "id_headline",
    ),
    Part.PHOTO: _Words(
        "camera",
        gettext_lazy("There is no photo of you"),
        gettext_lazy("Who shows their face has something to lose."),
        gettext_lazy("Add a photo"),
        "id_photo",
    ),
    Part.SPECIALTIES: _Words(
        "tag",
        gettext_lazy("Nothing says what you know"),
        gettext_lazy("Others can only stand behind you in what you name."),
        gettext_lazy("Name what you know best"),
        "id_specialties",
    ),
    Part.STORY: _Words(
        "book-open",
        gettext_lazy("Your story is short, or not told yet"),
        gettext_lazy("How you came to it is what nobody can copy."),
        gettext_lazy("Tell how you came to it"),
        "id_story",
    ),
    Part.KNOWLEDGE: _Words(
        "leaf",
        gettext_lazy("On your shelf %(have)s of %(want)s say what you know of them"),
        gettext_lazy("Whom it is not for is said only by someone who knows it."),
        gettext_lazy("Write what you know of it"),
    ),
    Part.PROMISES: _Words(
        "shield-check",
        gettext_lazy("Promises on record: %(have)s. From %(want)s on they say something"),
        gettext_lazy("Ship when you said, as you said. Small deals count like large ones."),
        gettext_lazy("See what waits to be kept"),
    ),
    Part.WORDS_OF_OTHERS: _Words(
        "hand-heart",
        gettext_lazy("Nobody but you says so yet: %(named)s"),
        gettext_lazy("One sentence of somebody who knows you weighs more than ten of your own."),
        gettext_lazy("Send your card to someone who knows"),
    ),
    Part.ANSWERS: _Words(
        "message-circle",
        gettext_lazy("You have not answered anybody in public yet"),
        gettext_lazy("An answer that helps one stays there for all who ask later."),
        gettext_lazy("See what is asked"),
    ),
}


_ANSWERS_THAT_HELPED_NOBODY_YET = _Words(
    "message-circle",
    gettext_lazy("Answers in public: %(have)s. Nobody said yet that one helped"),
    gettext_lazy("Whoever asked can say so in one tap. What you have done yourself helps most."),
    gettext_lazy("See what is asked"),
)


def _step(person: Person, record: Record, thin: Thin) -> Step:
    words = _WORDS[thin.part]
    if thin.part is Part.ANSWERS and thin.have:
        words = _ANSWERS_THAT_HELPED_NOBODY_YET
    named = str(_(", ")).join(thin.named) or _("what they trust you about")
    return Step(
        part=thin.part,
        icon=words.icon,
        what=str(words.what) % {"have": thin.have, "want": thin.want, "named": named},
        why=str(words.why),
        do=_("Open a store") if thin.part is Part.PROMISES and not record.store else str(words.do),
        url=_place(person, record, thin.part, words.anchor),
    )


def _place(person: Person, record: Record, part: Part, anchor: str) -> str:
    """Where the step is done."""
    if anchor:
        return f"{reverse('profile_edit')}#{anchor}"
    if part is Part.WORDS_OF_OTHERS:
        return reverse("person_card", args=[person.username])
    if part is Part.KNOWLEDGE:
        return reverse("desk_products", args=[record.store])
    if part is Part.PROMISES:
        return reverse("desk" if record.store else "open")
    return reverse("groups")
