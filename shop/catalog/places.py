"""Places on a product's page that rooms above may fill."""

from config.kit.slots import Slot

# Asked with products: why one may trust the seller of it.
product_trust = Slot("product.trust")

# The same for the API (`config.kit.api.trust`).
product_standing = Slot("product.standing")
