"""Places on the shop's pages that rooms above may fill."""

from config.kit.slots import Slot

# Asked with stores: buttons beside the store's name, and chips under it.
store_actions = Slot("store.actions")
store_header = Slot("store.header")
