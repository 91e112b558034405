"""An answer found useful, in the core: what it passes, how loud it is, and how little ten thousand of them do."""

import random

import pytest

from community.trust import score
from community.trust.core.indexing import Index

from .columns import CONTENT, DISCONTENT, ENDORSED, SHOES, TEA, Columns

USEFUL = 6
ME, FRIEND, SHOP, OTHER = 0, 1, 9, 10


def of(evidence, target=SHOP, viewer=ME, topic=TEA):
    (found,) = score(viewer, [target], evidence, topic)
    return found


def test_it_passes_as_a_content_purchase_does():
    useful, content = Columns().say(ME, FRIEND, USEFUL), Columns().say(ME, FRIEND, CONTENT)
    reached = [Index.of(evidence).topic(TEA).walk(ME).both[FRIEND] for evidence in (useful, content)]
    assert reached == pytest.approx([0.7 * 0.25] * 2)


def test_however_many_pass_what_a_pair_may_pass():
    evidence = Columns().say(ME, FRIEND, *[USEFUL] * 100).say(ME, OTHER, ENDORSED)
    passed = Index.of(evidence).topic(TEA)
    assert passed.weight[Index.of(evidence).pairs.slot(ME, FRIEND)] == 1.5


@pytest.mark.parametrize("topic", [TEA, SHOES])
def test_without_a_deal_it_is_as_loud_as_an_endorsement(topic):
    known = [Columns().say(ME, FRIEND, ENDORSED).say(FRIEND, SHOP, kind, topic=topic) for kind in (USEFUL, ENDORSED)]
    assert of(known[0]) == of(known[1]) > of(Columns())


def test_a_hundred_are_one_voice():
    once, often = (Columns().say(ME, FRIEND, ENDORSED).say(FRIEND, SHOP, *[USEFUL] * times) for times in (1, 100))
    assert of(once) == of(often)


def test_nothing_passes_to_whom_one_was_not_content_with():
    evidence = Columns().say(ME, FRIEND, USEFUL, DISCONTENT)
    assert Index.of(evidence).topic(TEA).walk(ME).both[FRIEND] == 0


def _honest(dice):
    """Forty people of whom the first is verified, who deal with each other and with two shops."""
    evidence = Columns(40, seeds=[0]).join(1, *range(8)).join(2, *range(6, 20))
    for _row in range(200):
        evidence.say(dice.randrange(20), 20 + dice.randrange(20), dice.choice((CONTENT, CONTENT, DISCONTENT, ENDORSED)))
    return evidence


def test_ten_thousand_of_new_accounts_change_nothing():
    honest, attacked = _honest(random.Random(5)), _honest(random.Random(5))
    attacked.n += 10_000
    for number in range(10_000):
        fake = 40 + number
        attacked.say(fake, 25, USEFUL).say(fake, 40 + (number + 1) % 10_000, USEFUL)
    for viewer in (None, 0, 3, 30):
        before, after = (score(viewer, list(range(40)), evidence, TEA) for evidence in (honest, attacked))
        assert after == pytest.approx(before, abs=1e-12)
