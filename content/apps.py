from config.kit.rooms import House


class ContentHouse(House):
    name = "content"
