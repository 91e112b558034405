"""Places on the shop's pages that rooms above may fill."""

from config.kit.slots import Slot

# Asked with stores: buttons beside the store's name, and chips under it.
store_actions = Slot("store.actions")
store_header = Slot("store.header")

# Asked with stores: how each stands with the viewer, for the API (`config.kit.api.trust`).
store_standing = Slot("store.standing")
