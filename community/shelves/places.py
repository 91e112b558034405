"""Places on a group's shelf that rooms beside may fill."""

from config.kit.slots import Slot

# Asked with what stands on a shelf (ShelfItem): what else is said for it.
shelf_thing = Slot("shelf.thing")
