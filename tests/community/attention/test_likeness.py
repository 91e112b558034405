"""Likeness of texts: symmetric, bounded, and blind to how a text is dressed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.attention.likeness import SAME, likeness, say_the_same, shingles

TEA = "西湖龙井明前茶今天到货,一共三十斤,喜欢的朋友可以先来店里尝一杯再决定,南山路十二号,营业到晚上九点。"
CUP = "上周烧的青瓷杯子出窑了,颜色比想象的好看,周末在工作室给大家看看,不买也欢迎来坐坐聊天喝水。"
ENGLISH = "Fresh bread every morning at seven, from the wood oven behind the school; the first ten loaves are rye."
TEXTS = st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_it_is_symmetric_and_bounded(one, other):
    found = likeness(shingles(one), shingles(other))
    assert 0 <= found <= 1
    assert found == likeness(shingles(other), shingles(one))


@given(TEXTS)
def test_every_text_is_like_itself(text):
    assert likeness(shingles(text), shingles(text)) == 1


@pytest.mark.parametrize(
    "dressed",
    [
        TEA.replace(",", "!!🍵🍵"),
        " ".join(TEA),
        TEA.replace("十二", "十三"),
        TEA.replace("喜欢的朋友", "群里的茶友"),
        "各位," + TEA + "谢谢",
        TEA.replace("龙井", "龍井"),
    ],
)
def test_the_same_text_dressed_up_says_the_same(dressed):
    assert say_the_same(TEA, dressed)


def test_widths_and_cases_do_not_matter():
    wide = ENGLISH.upper().translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert likeness(shingles(ENGLISH), shingles(wide)) == 1
    assert say_the_same(ENGLISH, ENGLISH.replace("seven", "eight"))


@pytest.mark.parametrize(("one", "other"), [(TEA, CUP), (TEA, ENGLISH), (ENGLISH, ENGLISH[::-1]), ("", TEA)])
def test_different_texts_do_not(one, other):
    assert likeness(shingles(one), shingles(other)) < SAME / 2
    assert not say_the_same(one, other)


@pytest.mark.parametrize("greeting", ["大家早上好!", "Good morning, all of you", "到了", ""])
def test_a_greeting_may_be_said_everywhere(greeting):
    assert not say_the_same(greeting, greeting)


@given(st.text("西湖龙井明前茶今天到货一共三十斤", min_size=40, max_size=80), st.data())
def test_one_sign_changed_in_a_long_text_is_still_the_same(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    before, after = shingles(text), shingles(text[:at] + "杯" + text[at + 1 :])
    if len(before) >= 20:
        assert likeness(before, after) >= SAME
