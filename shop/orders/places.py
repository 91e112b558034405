"""Places on the pages of orders that rooms above may fill."""

from config.kit.slots import Slot

# Right under the lines of an order: what its buyer says of them.
order_bought = Slot("order.bought")

# Below that, for its buyer and its seller.
order_below = Slot("order.below")
