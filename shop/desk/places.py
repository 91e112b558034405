"""Places on the seller's desk that rooms above may fill."""

from config.kit.slots import Slot

# Asked with the one store of the desk: cards under the figures of today.
desk_today = Slot("desk.today")
