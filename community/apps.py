from config.kit.rooms import House


class CommunityHouse(House):
    name = "community"
    # `House` is imported here too: Django must be told which of the two is meant.
    default = True
