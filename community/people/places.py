"""Places on a profile that rooms above or beside may fill."""

from config.kit.slots import Slot

# Chips on the calling card.
person_header = Slot("person.header")
# A button beside "follow".
person_actions = Slot("person.actions")
# Right under the calling card: how the reader knows the person.
person_trust = Slot("person.trust")
# The same for the API (`config.kit.api.trust`).
person_standing = Slot("person.standing")
# Cards under the promises that the person made: who stands behind them, what they chose.
person_sections = Slot("person.sections")
