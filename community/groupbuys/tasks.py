"""What workers do about group-buys: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from community.groupbuys.models import GroupBuy
from community.groupbuys.settling import settle_buy
from config.kit.claims import claim, retry_later, swept_by


@shared_task
def settle_group_buy(buy_id: int) -> None:
    """Decide what is over, and place the orders of what was reached."""
    buy = claim(GroupBuy, buy_id)
    if buy is None:
        return
    try:
        settle_buy(buy)
    except Exception:
        retry_later(buy)
        raise


swept_by(GroupBuy, settle_group_buy, queue="now")
