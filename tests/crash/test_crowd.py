"""A post to ten thousand people, with workers killed at ten places and Redis emptied: told to everyone, once."""

from __future__ import annotations

import random

import pytest
import redis

from config.embedded import redis_url
from config.runner.children import LONGEST_PAUSE
from tests.crash.crowd import MAILED, MEMBERS, PUSHED, Crowd
from tests.waiting import eventually

pytestmark = [pytest.mark.xdist_group("crash"), pytest.mark.timeout(600)]
SEED = 4
ALL_UP = {"redis", "web", "now", "later", "beat"}


def places() -> list[tuple[str, int, str]]:
    """Ten of them: what is counted, from which number on, and who is killed there."""
    chance = random.Random(SEED)
    return [
        *(("entries", chance.randrange(MEMBERS), "now") for _ in range(5)),
        *(("mails", chance.randrange(MAILED), "later") for _ in range(3)),
        *(("pushes", chance.randrange(PUSHED), "later") for _ in range(2)),
    ]


def settled(crowd: Crowd, text: str) -> dict:
    """What was told of a post, once nothing waits: within a minute of the return of whoever was killed."""
    eventually(lambda: set(crowd.stack.processes()) == ALL_UP, within=LONGEST_PAUSE + 30)
    return eventually(
        lambda: (told := crowd.told(text))["open"] == 0 and told["entries"] and told,
        within=60,
        that="the queue is empty",
    )


def once_each(crowd: Crowd, told: dict, *, posts: int, kills: int = 0) -> None:
    """Everyone has the post once: in the bell, and by mail or on the device where they want it.

    A worker that dies while a message goes out cannot know whether it went: that one is not sent again.
    """
    assert (told["entries"], told["people"], told["rows"]) == (MEMBERS, MEMBERS, MEMBERS)
    assert told["counted"] == posts * MEMBERS
    for medium, wanted in (("email", MAILED), ("push", PUSHED)):
        sent, unsure = (told["deliveries"].get(f"{medium} {state}", 0) for state in ("sent", "sending"))
        assert sent + unsure == wanted
        assert unsure <= kills


def test_ten_kills(crowd: Crowd) -> None:
    assert crowd.post("ten kills") == 201
    left = places()
    while left:
        due = eventually(
            lambda: (
                (found := crowd.progress("ten kills"))
                and [place for place in left if found[place[0]] >= place[1] or crowd_is_done(found)]
            ),
            within=60,
            every=0.02,
        )
        left.remove(due[0])
        crowd.stack.kill_again(due[0][2])

    told = settled(crowd, "ten kills")

    once_each(crowd, told, posts=1, kills=5)
    sent = [int(told["deliveries"].get(f"{medium} sent", 0)) for medium in ("email", "push")]
    paths = [message.path for message in crowd.service.sent]
    assert len(paths) == len(set(paths))
    assert sent[0] <= crowd.mails() <= MAILED
    assert sent[1] <= len(paths) <= PUSHED
    assert crowd.feeds_without("ten kills", every=MEMBERS // 50) == 0


def crowd_is_done(found: dict[str, int]) -> bool:
    """A place behind what one that was killed left unsure is never reached."""
    return found == {"entries": MEMBERS, "mails": MAILED, "pushes": PUSHED}


def test_redis_is_emptied_in_the_middle(crowd: Crowd) -> None:
    assert crowd.post("emptied") == 201
    eventually(lambda: crowd.progress("emptied")["entries"] > MEMBERS // 4, within=60, every=0.02)
    redis.Redis.from_url(redis_url(crowd.stack.var)).flushall()

    once_each(crowd, settled(crowd, "emptied"), posts=2)
    assert crowd.feeds_without("emptied", every=MEMBERS // 50) == 0


def test_afterwards_a_post_is_told_as_before(crowd: Crowd) -> None:
    """What Redis held was only nudges; those who publish and those who listen find each other again."""
    assert crowd.post("afterwards") == 201
    once_each(crowd, settled(crowd, "afterwards"), posts=3)
