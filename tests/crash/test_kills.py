"""Workers and the embedded Redis killed with -9 while people post and order: nothing lost, nothing doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from config.runner.children import LONGEST_PAUSE
from tests.crash.town import MEMBERS, STOCK, Town
from tests.waiting import eventually

pytestmark = [pytest.mark.xdist_group("crash"), pytest.mark.timeout(400)]
ACTS = 30
VICTIMS = {
    "the worker of those who wait": ["now"],
    "the other worker": ["later"],
    "the embedded Redis": ["redis"],
    "all of them, again and again": ["now", "redis", "later", "now", "redis"],
}


def meanwhile(act: Callable[[int], int], kill: Callable[[str], object], victims: list[str]) -> list[int]:
    """Do `act` thirty times while `victims` are killed one after the other; the statuses of the answers."""
    statuses: list[int] = []
    done = threading.Event()

    def busy() -> None:
        for number in range(ACTS):
            statuses.append(act(number))
        done.set()

    worker = threading.Thread(target=busy)
    worker.start()
    for turn, victim in enumerate(victims):
        at_least = ACTS * (turn + 1) // (len(victims) + 1)
        eventually(lambda least=at_least: len(statuses) >= least or done.is_set() or not worker.is_alive(), within=90)
        kill(victim)
    worker.join(120)
    assert done.is_set(), "the one who acts broke off"
    return statuses


def settled(town: Town) -> dict:
    """What was told, once nothing waits any more: within a minute of the return of what was killed."""
    eventually(
        lambda: set(town.stack.processes()) == {"redis", "web", "now", "later", "beat"}, within=LONGEST_PAUSE + 30
    )
    return eventually(lambda: (told := town.told())["open"] == 0 and told, within=60, every=1, that="all is delivered")


@pytest.mark.parametrize("who", VICTIMS)
def test_a_group_is_told_of_each_post_once(town: Town, who: str) -> None:
    before = town.told()
    statuses = meanwhile(lambda number: town.post(number, round_name=who), town.stack.kill_again, VICTIMS[who])
    assert statuses == [201] * ACTS
    after = settled(town)
    new = {
        key: after[key].get("group_post", 0) - before[key].get("group_post", 0)
        for key in ("events", "entries", "counted")
    }
    assert new == {"events": ACTS, "entries": ACTS * MEMBERS, "counted": ACTS * MEMBERS}


@pytest.mark.parametrize("who", VICTIMS)
def test_a_seller_is_told_of_each_order_once(town: Town, who: str) -> None:
    before = town.told()
    statuses = meanwhile(lambda number: town.order(number, round_name=who), town.stack.kill_again, VICTIMS[who])
    assert statuses == [201] * ACTS
    after = settled(town)
    new = {key: after[key].get("order_placed", 0) - before[key].get("order_placed", 0) for key in ("events", "entries")}
    assert new == {"events": ACTS, "entries": ACTS}
    sent = after["deliveries"].get("sent", 0) - before["deliveries"].get("sent", 0)
    # A worker that dies while a mail goes out cannot know whether it went: that one mail is not sent again.
    unsure = after["deliveries"].get("sending", 0) - before["deliveries"].get("sending", 0)
    assert sent + unsure == ACTS
    assert unsure <= VICTIMS[who].count("later") + VICTIMS[who].count("now")


def test_mails_are_as_many_as_the_rows_say(town: Town) -> None:
    told = town.told()["deliveries"]
    mails = len(list((town.stack.var / "mail").glob("*.eml")))
    assert told.get("sent", 0) <= mails <= told.get("sent", 0) + told.get("sending", 0)


def test_stock_and_orders_agree_after_all_of_it(town: Town) -> None:
    available, reserved, ordered = town.stack.python(
        "from shop.orders.models import OrderLine\n"
        "from shop.stock.models import StockItem\n"
        "item = StockItem.objects.get()\n"
        "answer = [item.available, item.reserved, OrderLine.objects.count()]"
    )
    assert reserved == ordered
    assert available + reserved == STOCK


def test_a_post_is_taken_while_the_broker_is_gone(town: Town) -> None:
    town.stack.kill_again("redis")
    assert town.post(0, round_name="gone") == 201
    settled(town)
