"""What a group says of itself, checked the same way when it is founded and when it is edited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from config.kit.errors import Invalid
from config.kit.lines import many_lines, one_line
from config.kit.references import SLUG_LENGTH
from config.kit.unwanted import check_words
from content.pictures.hanging import check_unused
from content.pictures.models import Picture

RULES_LENGTH = 4000
MOST_QUESTIONS = 5
QUESTION_LENGTH = 120
ANSWER_LENGTH = 300


@dataclass(frozen=True)
class Words:
    """Checked words and access of a group."""

    name: str
    about: str
    rules: str
    access: str
    place_name: str
    questions: list[str]

    @classmethod
    def check(
        cls, *, name: str, about: str, rules: str, access: str, place_name: str, questions: Sequence[str] = ()
    ) -> Words:
        """Raises Invalid at the field at fault."""
        if access not in Group.Access.values:
            raise Invalid(_("Choose who may join."), field="access", code="unknown_access")
        return cls(
            name=one_line(name, field="name", most=40),
            about=one_line(about, field="about", most=200, required=False),
            rules=many_lines(rules, field="rules", most=RULES_LENGTH),
            access=access,
            place_name=one_line(place_name, field="place_name", most=60, required=False),
            questions=checked_questions(questions),
        )

    def refuse_unwanted(self, kept: Group | None = None) -> None:
        """Raises Unwanted at the field whose words the site does not want; what `kept` says already stays. What is not
        wanted in the group alone, its own rules may name."""
        check_words(
            {name: getattr(self, name) for name in ("name", "about", "rules", "place_name", "questions")}, kept=kept
        )

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self)


def checked_questions(questions: Sequence[str]) -> list[str]:
    """What is asked of those who ask to join: up to five questions, each once, without empty ones.

    Raises Invalid at "questions".
    """
    lines = [one_line(text, field="questions", most=QUESTION_LENGTH, required=False) for text in questions]
    asked = list(dict.fromkeys(line for line in lines if line))
    if len(asked) > MOST_QUESTIONS:
        raise Invalid(_("At most five questions."), field="questions", code="too_many")
    return asked


def answer_field(question: str) -> str:
    """The name of the field that answers `question`; another question has another name, so that no answer strays."""
    return f"answer_{hashlib.sha256(question.encode()).hexdigest()[:10]}"


def checked_answers(questions: Sequence[str], answers: Mapping[str, str]) -> list[dict[str, str]]:
    """An answer to each question. Raises Invalid at the question's `answer_field`."""
    return [
        {"question": asked, "answer": one_line(answers.get(asked, ""), field=answer_field(asked), most=ANSWER_LENGTH)}
        for asked in questions
    ]


def checked_photo(person: Any, photo: Picture | None) -> Picture | None:
    """Raises Invalid at "photo" for somebody else's picture, or one whose privacy is another place's affair."""
    if photo is not None and photo.owner_id != person.pk:
        raise Invalid(_("Choose a picture of your own."), field="photo", code="not_yours")
    if photo is not None:
        check_unused([photo], field="photo")
    return photo


def checked_slug(slug: str) -> str:
    """A chosen address, or "" for none. Raises Invalid at "slug"."""
    if (slug and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug[: SLUG_LENGTH + 1])) or len(slug) > SLUG_LENGTH:
        raise Invalid(_("Small letters, digits and - in between, at most 60."), field="slug", code="bad_slug")
    return slug
