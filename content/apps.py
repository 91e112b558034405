from config.kit.rooms import House


class ContentHouse(House):
    name = "content"
    # `House` is imported here too: Django must be told which of the two is meant.
    default = True
