"""Places on a profile that rooms above or beside may fill."""

from config.kit.slots import Slot

# Chips on the calling card.
person_header = Slot("person.header")
# Cards under the calling card.
person_sections = Slot("person.sections")
