"""What happens in the shop, for the rooms above: sent inside the verb's transaction."""

from django.dispatch import Signal

# Arguments: store, actor.
store_opened = Signal()
store_paused = Signal()
store_resumed = Signal()
# Arguments: store, actor, reason.
store_closed = Signal()
store_reopened = Signal()

# Arguments: product, actor.
product_published = Signal()
product_taken_off = Signal()
# Arguments: product, actor, reason.
product_hidden = Signal()
product_restored = Signal()

# Arguments: order, actor (None where the system acted).
order_placed = Signal()
order_paid = Signal()
order_shipped = Signal()
order_received = Signal()
order_closed = Signal()
order_cancelled = Signal()
order_refunded = Signal()

# Arguments: review, actor. Also sent when what it says was changed.
review_written = Signal()
review_withdrawn = Signal()
# Also sent when the answer was changed.
review_answered = Signal()
# Arguments: review, actor, reason.
review_hidden = Signal()
review_restored = Signal()
# Arguments: answer, actor, reason.
review_answer_hidden = Signal()
review_answer_restored = Signal()
