"""Whether something is what a need waits for."""

from __future__ import annotations

import pytest

from community.calling.indexing import placed, tag_term
from community.calling.matching import COMMON, KNOWS, NAME, TAG
from community.calling.terms import terms_of
from community.needs.fitting import fits


def waits(words: str, found: list[tuple[int, int | None, str]], *, tags: str = "", shared: int = 3) -> bool:
    terms = {tag_term(tag): True for tag in tags.split()} | dict.fromkeys(terms_of(words), False)
    return fits(terms, placed(found), lambda _term: shared)


@pytest.mark.parametrize(
    ("words", "tags", "found", "expected"),
    [
        ("桂花酥", "", [(NAME, 1, "现烤桂花酥 12 枚")], True),
        ("桂花酥", "", [(TAG, 1, "桂花酥")], True),
        # Half of it is something else.
        ("桂花酥", "", [(NAME, 1, "桂花茶")], False),
        ("不甜的桂花酥", "", [(NAME, 1, "桂花酥")], True),
        ("linen apron", "", [(NAME, 1, "Apron of linen")], True),
        ("linen apron", "", [(NAME, 1, "Apron of leather")], False),
        # A tag that was chosen decides alone, and only as a whole.
        ("", "手作", [(TAG, 1, "手作")], True),
        ("", "手作", [(NAME, 1, "手作杯")], False),
        ("杯子", "手作", [(TAG, 1, "手作")], True),
        ("", "", [(NAME, 1, "桂花酥")], False),
    ],
)
def test_what_fits(words: str, tags: str, found: list, expected: bool) -> None:
    assert waits(words, found, tags=tags) is expected


@pytest.mark.parametrize("shared", [3, COMMON])
def test_a_word_in_passing_is_chance_however_rare(shared: int) -> None:
    assert waits("礼盒", [(NAME, 1, "礼盒")], shared=shared)
    assert not waits("礼盒", [(KNOWS, 1, "礼盒")], shared=shared)
