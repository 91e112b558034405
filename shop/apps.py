from config.kit.rooms import House


class ShopHouse(House):
    name = "shop"
