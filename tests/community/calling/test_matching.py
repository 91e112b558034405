"""Who fits, and in which order: numbers in, numbers out."""

from __future__ import annotations

from typing import Any

from community.calling.matching import COMMON, KNOWS, NAME, STORE, TAG, Candidate, Said, matched


def store(key: int, *said: Said, **fields: Any) -> Candidate:
    return Candidate(key, said, **fields)


def order(*candidates: Candidate) -> list[int]:
    return [match.store for match in matched(candidates)]


def test_a_tag_says_more_than_a_name() -> None:
    assert order(store(1, Said("甲", NAME, 1)), store(2, Said("甲", TAG, 1))) == [2, 1]


def test_three_words_of_knowledge_are_enough() -> None:
    assert order(store(1, *[Said(word, KNOWS, 1) for word in "甲乙丙"])) == [1]


def test_a_word_in_passing_is_chance() -> None:
    assert order(store(1, Said("甲", KNOWS, 1))) == []
    assert order(store(1, Said("甲", STORE, 1))) == []


def test_what_everybody_has_still_calls() -> None:
    assert order(store(1, Said("coffee", TAG, COMMON))) == [1]


def test_next_to_who_has_all_of_it_one_word_is_little() -> None:
    all_of_it = store(1, *[Said(word, TAG, 1) for word in "甲乙丙丁戊"])
    assert order(all_of_it, store(2, Said("甲", NAME, 1))) == [1]


def test_among_equals_trust_nearness_and_the_record_decide() -> None:
    word = Said("甲", TAG, 1)
    assert order(store(1, word, trust=0.5), store(2, word, trust=0.9)) == [2, 1]
    assert order(store(1, word, metres=9000.0), store(2, word, metres=300.0)) == [2, 1]
    assert order(store(1, word, calls=10, answered=1), store(2, word, calls=10, answered=9)) == [2, 1]
    assert order(store(1, word, broken=3), store(2, word, kept=3)) == [2, 1]
    assert order(store(2, word), store(1, word)) == [1, 2]


def test_however_near_and_trusted_one_is_called_for_something() -> None:
    assert order(store(1, trust=1.0, metres=0.0)) == []
