"""Places on the pages of orders that rooms above may fill."""

from config.kit.slots import Slot

# Under the lines of an order, for its buyer and its seller.
order_below = Slot("order.below")
