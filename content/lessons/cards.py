"""A link to a lesson as a card."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from content.cards.registry import Arguments, Card, card_for
from content.lessons.course import Lesson, course


@card_for("lesson")
def lesson_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    cards = {lesson.slug: _card(lesson) for lesson in course()}
    return [cards.get(given["slug"]) for given in arguments]


def _card(lesson: Lesson) -> Card:
    minutes = ngettext("%(count)d minute", "%(count)d minutes", lesson.minutes) % {"count": lesson.minutes}
    return Card(
        kind="lesson",
        title=lesson.text.title,
        url=lesson.get_absolute_url(),
        subtitle=f"{lesson.text.summary} · {minutes}",
        key=lesson.slug,
    )
