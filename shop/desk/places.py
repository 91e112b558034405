"""Places on the seller's desk that rooms above may fill."""

from dataclasses import dataclass

from config.kit.slots import Slot


@dataclass(frozen=True)
class Waiting:
    """A row of what is to be done today, drawn by `template` with `row`; `count` things wait, or none."""

    template: str
    count: int


# Asked with the one store of the desk: a `Waiting` each.
desk_to_do = Slot("desk.to_do")

# Asked with the one store of the desk: cards under the figures of today.
desk_today = Slot("desk.today")
