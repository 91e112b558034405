"""Words to be found by, in both languages."""

from __future__ import annotations

import pytest

from community.calling.terms import spoken, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("桂花酥", ["桂花", "花酥"]),
        ("要 12 份伴手礼", ["伴手", "手礼"]),
        ("明天早上要两个欧包", ["欧包"]),
        ("Two drip BAGS, please", ["drip", "bags"]),
        ("second-hand grinder", ["second-hand", "grinder"]),
        ("ＡＢＣ 手冲", ["abc", "手冲"]),
        ("12 3.5", []),
        ("有没有？", []),
        ("", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_each_stands_once() -> None:
    assert terms_of("桂花，桂花") == ["桂花"]


def test_pairs_that_stand_together_are_said_together() -> None:
    assert spoken("要 12 份桂花酥，配龙井", ["桂花", "花酥", "龙井"]) == ["桂花酥", "龙井"]
    assert spoken("Drip bags", ["bags"]) == ["bags"]
    assert spoken("别的", ["桂花"]) == []
