"""What workers do about standing needs: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from community.needs.arriving import Overtaken, look
from community.needs.models import Arrival, NeedTurn
from community.needs.turns import take_turn
from config.kit.claims import again, claim, retry_later, swept_by


@shared_task
def ask_this_week(turn_id: int) -> None:
    """Hail what is needed every week."""
    turn = claim(NeedTurn, turn_id)
    if turn is None:
        return
    try:
        take_turn(turn)
    except Exception:
        retry_later(turn)
        raise


@shared_task
def look_who_waits(arrival_id: int) -> None:
    """Tell those who waited for what came."""
    arrival = claim(Arrival, arrival_id)
    if arrival is None:
        return
    try:
        is_done = look(arrival)
    except Overtaken:
        return
    except Exception:
        retry_later(arrival)
        raise
    if not is_done:
        again(arrival)


swept_by(NeedTurn, ask_this_week, queue="now")
swept_by(Arrival, look_who_waits)
