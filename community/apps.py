from config.kit.rooms import House


class CommunityHouse(House):
    name = "community"
