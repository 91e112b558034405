"""Places on pages of reviews that rooms above may fill."""

from config.kit.slots import Slot

# Asked with people who bought: how much the word of each weighs for the viewer, a number. Words that weigh come
# first, the heaviest on top; without a weight the latest come first, those in words before the others.
reviews_order = Slot("reviews.order")

# Asked with reviews: what stands beside the name of whoever wrote it.
review_beside = Slot("review.beside")

# Asked with reviews: how whoever wrote each stands with the viewer, for the API (`config.kit.api.trust`).
review_standing = Slot("review.standing")
