"""The course and its lessons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.kit.policies import allow, anyone
from content.articles.models import Article
from content.lessons.course import Lesson, course, lesson_of, progress

MOST_ARTICLES = 4


@require_safe
@allow(anyone)
def learn(request: HttpRequest) -> HttpResponse:
    """Eight lessons, how far one is, and what else there is to read."""
    articles = Article.objects.visible_to(request.user).published().select_related("author", "author__photo")
    context = {
        "course": course(),
        "progress": progress(request.user),
        "originals": articles.exclude(import_key=None).order_by("published_at"),
        "articles": articles.filter(import_key=None).order_by("-published_at", "-id")[:MOST_ARTICLES],
    }
    return render(request, "lessons/learn.html", context)


@require_safe
@allow(anyone, lesson_of)
def lesson(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """One lesson, whose talk it is told after, and the one thing to do."""
    lessons = course()
    at = lesson.number - 1
    done = progress(request.user)
    context = {
        "lesson": lesson,
        "text": lesson.text,
        "previous": lessons[at - 1] if at else None,
        "following": lessons[at + 1] if at + 1 < len(lessons) else None,
        "progress": done,
        "is_done": lesson.slug in done.done,
        "description": lesson.text.summary,
        "og_title": lesson.text.title,
    }
    return render(request, "lessons/lesson.html", context)
