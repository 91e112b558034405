"""The texts of the course: as long as a short lesson is, and with the figures of the talk."""

from __future__ import annotations

import re

import pytest

from content.lessons.course import Lesson, course

FIGURES = {
    "change": (["五十六", "三到五个月"], ["fifty-six", "three to five months"]),
    "groups": (["张小龙", "连接一切", "出租车"], ["Zhang Xiaolong", "connect everything", "taxi"]),
    "knowledge": (["百分之九十九", "面膜"], ["ninety-nine per cent", "face mask"]),
    "values": (["六脉神剑", "客户第一", "拥抱变化"], ["customer first", "embrace change", "integrity"]),
    "open-store": (
        ["二三十个人", "四五百人", "两个人", "四成", "一分钟"],
        ["twenty or thirty", "four or five hundred", "two people", "forty per cent", "one minute"],
    ),
    "channel": (["二〇一三", "二〇一五", "服务、链接、互动"], ["2013", "2015", "service, links, interaction"]),
    "core": (
        ["乔布斯", "十八年", "《影响力》", "百分之九十九"],
        ["Jobs", "eighteen years", "*Influence*", "ninety-nine"],
    ),
}


@pytest.mark.parametrize("lesson", course(), ids=lambda lesson: lesson.slug)
def test_lessons_are_short_and_credit_the_talk(lesson: Lesson) -> None:
    chinese, english = lesson.texts["zh-hans"], lesson.texts["en"]
    assert 250 <= len(re.findall(r"[\u4e00-\u9fff]", chinese.body)) <= 450
    assert 180 <= len(re.findall(r"[\w'-]+", english.body)) <= 320
    assert "天机" in chinese.credit
    assert "Tianji" in english.credit
    for text in (chinese, english):
        assert text.task
        assert "**" not in text.html


@pytest.mark.parametrize("lesson", [lesson for lesson in course() if lesson.slug in FIGURES], ids=lambda one: one.slug)
def test_lessons_keep_the_figures(lesson: Lesson) -> None:
    for language, words in zip(("zh-hans", "en"), FIGURES[lesson.slug], strict=True):
        for word in words:
            assert word in lesson.texts[language].body, word


def test_each_lesson_has_its_own_thing_to_do() -> None:
    assert len({lesson.milestone for lesson in course()}) == 8
