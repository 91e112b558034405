"""The course is read from its files, whole or not at all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import resolve

from content.lessons.course import COUNT, BrokenLesson, course, progress, read_course
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from tests.factories import PersonFactory

HEAD = {
    "slug": "tea",
    "number": 1,
    "title": "茶",
    "summary": "先懂，再卖。",
    "minutes": 3,
    "milestone": "store_opened",
    "task": "开一家店",
    "task_url": "/open/",
    "credit": "据天机的演讲",
}


@pytest.fixture
def folder(tmp_path):
    for number in range(1, COUNT + 1):
        for code in ("zh", "en"):
            write(tmp_path, number, code)
    return tmp_path


def write(folder, number=1, code="zh", body="正文。", name="", drop="", **head):
    head = HEAD | {"number": number, "slug": f"tea-{number}"} | head
    lines = [f"{key}: {value}" for key, value in head.items() if key != drop]
    text = "\n".join(["---", *lines, "---", "", body, ""])
    (folder / (name or f"{number:02}-tea-{number}.{code}.md")).write_text(text, encoding="utf-8")


def test_it_works(folder):
    lessons = read_course(folder)

    assert [lesson.number for lesson in lessons] == list(range(1, COUNT + 1))
    assert lessons[0].milestone == MilestoneKind.STORE_OPENED
    assert lessons[0].texts["en"].body == "正文。"
    assert "<p>正文。</p>" in lessons[0].texts["zh-hans"].html


@pytest.mark.parametrize("key", list(HEAD))
def test_each_key_is_needed(folder, key):
    write(folder, drop=key)
    with pytest.raises(BrokenLesson, match=key):
        read_course(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"milestone": "moon_reached"}, "moon_reached"),
        ({"minutes": "three"}, "whole numbers"),
        ({"task_url": "https://elsewhere.example/"}, "task_url"),
        ({"body": "  "}, "says nothing"),
        ({"slug": "coffee"}, "those of its name"),
        ({"minutes": 9}, "differs"),
        ({"name": "lesson-one.md"}, "is called"),
        ({"title": "[unclosed"}, "cannot be read"),
    ],
)
def test_what_is_broken_is_named(folder, changes, words):
    write(folder, **changes)
    with pytest.raises(BrokenLesson, match=words):
        read_course(folder)


def test_no_lesson_is_missing(folder):
    (folder / "03-tea-3.zh.md").unlink()
    with pytest.raises(BrokenLesson, match="lesson 3 is missing in zh-hans"):
        read_course(folder)


def test_no_number_is_missing(folder):
    for code in ("zh", "en"):
        (folder / f"08-tea-8.{code}.md").unlink()
    with pytest.raises(BrokenLesson, match="instead of 1 to 8"):
        read_course(folder)


def test_a_file_without_a_head_is_refused(folder):
    (folder / "01-tea-1.zh.md").write_text("正文。", encoding="utf-8")
    with pytest.raises(BrokenLesson, match="head"):
        read_course(folder)


def test_the_real_course_is_whole():
    lessons = course()

    # Whoever hails in a group has joined one.
    assert {lesson.milestone for lesson in lessons} == set(MilestoneKind) - {MilestoneKind.GROUP_JOINED}
    for lesson in lessons:
        resolve(lesson.task_url.partition("?")[0])
        for text in lesson.texts.values():
            assert "天机" in text.credit or "Tianji" in text.credit


@pytest.mark.django_db
def test_a_task_is_ticked_off_once_it_is_done(django_assert_num_queries):
    person = PersonFactory()
    first = course()[0]
    assert progress(person).next == first

    reached(person, first.milestone)

    with django_assert_num_queries(1):
        done = progress(person)
    assert (done.done, done.count, done.total) == ({first.slug}, 1, COUNT)
    assert done.next == course()[1]


@pytest.mark.django_db
def test_the_lesson_of_the_taxi_ends_in_a_first_hail():
    person = PersonFactory()
    lesson = next(lesson for lesson in course() if lesson.milestone == MilestoneKind.HAILED)
    assert "出租车" in lesson.texts["zh-hans"].body
    assert "taxi" in lesson.texts["en"].body

    reached(person, MilestoneKind.GROUP_JOINED)
    assert lesson.slug not in progress(person).done
    reached(person, MilestoneKind.HAILED)
    assert progress(person).done == {lesson.slug}


def test_guests_have_done_nothing():
    assert progress(AnonymousUser()).count == 0
