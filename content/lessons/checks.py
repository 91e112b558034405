"""At start: the course is whole, in both languages, and its tasks lead somewhere."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import Resolver404, resolve

from content.lessons.course import BrokenLesson, course


@register()
def course_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for the first lesson that is not as it must be, or one for each task that leads nowhere."""
    try:
        lessons = course()
    except BrokenLesson as error:
        return [Error(str(error), hint="content/lessons/course.py says how a lesson is written.", id="lessons.E001")]
    return [
        Error(f"lesson {lesson.number}: task_url {lesson.task_url} leads nowhere", id="lessons.E002")
        for lesson in lessons
        if not _leads_somewhere(lesson.task_url)
    ]


def _leads_somewhere(path: str) -> bool:
    try:
        resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True
