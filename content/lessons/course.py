"""The course: eight lessons, read from the files beside this module.

Each lesson is a pair of Markdown files, `course/<nn>-<slug>.zh.md` and `….en.md`, that begin with a head:

    ---
    slug: passive
    number: 1
    title: …
    summary: …
    minutes: 4
    milestone: source_silenced
    task: …                 # the one thing to do
    task_url: /settings/    # where it is done
    credit: …               # whose talk it is told after
    ---
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.milestones.models import Milestone, MilestoneKind
from content.text.markdown import render_markdown

FOLDER = Path(__file__).resolve().parent / "course"
COUNT = 8
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SHARED = ("slug", "number", "minutes", "milestone", "task_url")
TOLD = ("title", "summary", "task", "credit")
_NAME = re.compile(r"(\d\d)-([a-z0-9-]+)\.(zh|en)\.md")


class BrokenLesson(ValueError):
    """A lesson's file is not as it must be; the message names the file and what is wrong."""


@dataclass(frozen=True)
class LessonText:
    """A lesson in one language."""

    title: str
    summary: str
    task: str
    credit: str
    body: str

    @cached_property
    def html(self) -> SafeString:
        return render_markdown(self.body)


@dataclass(frozen=True)
class Lesson:
    """A lesson in all languages; its words are those of the language in use."""

    slug: str
    number: int
    minutes: int
    milestone: MilestoneKind
    task_url: str
    texts: Mapping[str, LessonText]

    @property
    def text(self) -> LessonText:
        return self.texts.get(get_language() or "", self.texts["zh-hans"])

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.slug])


@dataclass(frozen=True)
class Progress:
    """Which lessons' tasks a person has done."""

    done: frozenset[str]
    total: int

    @property
    def count(self) -> int:
        return len(self.done)

    @property
    def next(self) -> Lesson | None:
        """The first lesson whose task is open; None when all are done."""
        return next((lesson for lesson in course() if lesson.slug not in self.done), None)


@cache
def course() -> tuple[Lesson, ...]:
    """All lessons in their order. Raises BrokenLesson."""
    return read_course(FOLDER)


def lesson_of(person: Any, slug: str) -> Lesson:
    """The lesson of that address; every reader may see it. Raises Http404."""
    for lesson in course():
        if lesson.slug == slug:
            return lesson
    raise Http404


def progress(person: Any) -> Progress:
    """What the person has done of the course (one query); nothing for guests."""
    lessons = course()
    if not person.is_authenticated:
        return Progress(frozenset(), len(lessons))
    kinds = set(Milestone.objects.filter(person=person).values_list("kind", flat=True))
    return Progress(frozenset(lesson.slug for lesson in lessons if lesson.milestone in kinds), len(lessons))


def read_course(folder: Path) -> tuple[Lesson, ...]:
    """The lessons of a folder. Raises BrokenLesson for the first file that is not as it must be."""
    found: dict[int, dict[str, tuple[dict[str, Any], str]]] = {}
    for path in sorted(folder.glob("*.md")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise BrokenLesson(f"{path.name}: a lesson is called 01-slug.zh.md or 01-slug.en.md")
        number, slug, code = int(match[1]), match[2], match[3]
        head, body = _read(path)
        if (head["number"], head["slug"]) != (number, slug):
            raise BrokenLesson(f"{path.name}: number and slug in its head are not those of its name")
        found.setdefault(number, {})[LANGUAGES[code]] = (head, body)
    if sorted(found) != list(range(1, COUNT + 1)):
        raise BrokenLesson(f"the course has lessons {sorted(found)} instead of 1 to {COUNT}")
    return tuple(_lesson(number, found[number]) for number in sorted(found))


def _read(path: Path) -> tuple[dict[str, Any], str]:
    begin, _, rest = path.read_text(encoding="utf-8").partition("---\n")
    head_text, end, body = rest.partition("\n---\n")
    if begin.strip() or not end:
        raise BrokenLesson(f"{path.name}: it does not begin with a head between two lines of ---")
    try:
        head = yaml.safe_load(head_text)
    except yaml.YAMLError as error:
        raise BrokenLesson(f"{path.name}: its head cannot be read: {error}") from error
    _check(path.name, head, body)
    return head, body.strip()


def _check(name: str, head: Any, body: str) -> None:
    if not isinstance(head, dict):
        raise BrokenLesson(f"{name}: its head is no list of keys")
    missing = [key for key in (*SHARED, *TOLD) if head.get(key) in (None, "")]
    if missing:
        raise BrokenLesson(f"{name}: its head lacks {', '.join(missing)}")
    if head["milestone"] not in MilestoneKind.values:
        raise BrokenLesson(f"{name}: {head['milestone']} is no kind of milestone")
    if not isinstance(head["number"], int) or not isinstance(head["minutes"], int):
        raise BrokenLesson(f"{name}: number and minutes are whole numbers")
    if not str(head["task_url"]).startswith("/"):
        raise BrokenLesson(f"{name}: task_url is a path of this site")
    if not body.strip():
        raise BrokenLesson(f"{name}: it says nothing")


def _lesson(number: int, versions: dict[str, tuple[dict[str, Any], str]]) -> Lesson:
    absent = set(LANGUAGES.values()) - versions.keys()
    if absent:
        raise BrokenLesson(f"lesson {number} is missing in {', '.join(sorted(absent))}")
    heads = [head for head, _ in versions.values()]
    for key in SHARED:
        if len({head[key] for head in heads}) > 1:
            raise BrokenLesson(f"lesson {number}: {key} differs between its languages")
    shared = heads[0]
    return Lesson(
        slug=shared["slug"],
        number=number,
        minutes=shared["minutes"],
        milestone=MilestoneKind(shared["milestone"]),
        task_url=shared["task_url"],
        texts={
            language: LessonText(**{key: str(head[key]) for key in TOLD}, body=body)
            for language, (head, body) in versions.items()
        },
    )
