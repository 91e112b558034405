from config.kit.rooms import House


class ShopHouse(House):
    name = "shop"
    # `House` is imported here too: Django must be told which of the two is meant.
    default = True
