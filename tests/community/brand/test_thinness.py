"""Which parts of a record are thin: rules over numbers."""

import pytest

from community.brand.thinness import Part, Record, strength, thin_parts

WHOLE = Record(
    headline="只卖自己喝过三年的茶。",
    story="外公在狮峰山下有三亩茶地。" * 6,
    has_photo=True,
    specialties=("绿茶", "水温"),
    borne_out=frozenset({"绿茶", "水温"}),
    store="tea",
    goods=3,
    explained=3,
    answers=2,
    useful=1,
    kept=5,
    made=5,
)


def but(**changes):
    return Record(**(vars(WHOLE) | changes))


def test_a_whole_record_is_not_thin():
    assert thin_parts(WHOLE) == []
    assert strength(WHOLE) == (8, 8)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"headline": " "}, Part.HEADLINE),
        ({"has_photo": False}, Part.PHOTO),
        ({"story": "六年。"}, Part.STORY),
        ({"explained": 2}, Part.KNOWLEDGE),
        ({"made": 4, "kept": 4}, Part.PROMISES),
        ({"borne_out": frozenset({"绿茶"})}, Part.WORDS_OF_OTHERS),
        ({"answers": 0, "useful": 0}, Part.ANSWERS),
        ({"answers": 9, "useful": 0}, Part.ANSWERS),
    ],
)
def test_each_part_has_its_rule(changes, part):
    assert [thin.part for thin in thin_parts(but(**changes))] == [part]


def test_what_a_stranger_misses_most_comes_first():
    assert [thin.part for thin in thin_parts(Record())] == [part for part in Part if part != Part.KNOWLEDGE]
    assert strength(Record()) == (0, 7)


def test_it_says_which_specialties_nobody_else_speaks_of():
    (thin,) = thin_parts(but(specialties=tuple("甲乙丙丁戊"), borne_out=frozenset("乙")))
    assert thin.named == ["甲", "丙", "丁"]
    assert (thin.have, thin.want) == (1, 5)


def test_an_article_answers_too():
    assert thin_parts(but(answers=0, useful=0, articles=1)) == []


def test_broken_promises_are_on_record_and_no_reason_to_make_more():
    assert thin_parts(but(kept=0, made=5)) == []
