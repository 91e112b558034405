"""What a lesson says of itself outside."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.kit.outlines import Context, Outline, absolute, outline
from content.lessons.course import Lesson


@outline("lesson")
def lesson_outline(context: Context) -> Outline | None:
    """One of the lessons of the course."""
    lesson: Lesson | None = context.get("lesson")
    if lesson is None:
        return None
    url = absolute(lesson.get_absolute_url())
    thing = {
        "@type": "LearningResource",
        "@id": url,
        "name": lesson.text.title,
        "url": url,
        "description": lesson.text.summary,
        "timeRequired": f"PT{lesson.minutes}M",
        "inLanguage": "en" if get_language() == "en" else "zh-Hans",
        "isAccessibleForFree": True,
    }
    trail = [(_("Course"), "/learn/"), (lesson.text.title, lesson.get_absolute_url())]
    return Outline(kind="article", data=[thing], trail=trail)
