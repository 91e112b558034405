"""What happens among people, for the rooms that tell of it: sent inside the verb's transaction."""

from django.dispatch import Signal

# Arguments: post.
post_written = Signal()
# Arguments: comment.
comment_written = Signal()
# Arguments: reaction.
reacted = Signal()
# Arguments: subscription (of the one who asks, was let in, joined, or follows).
join_requested = Signal()
join_accepted = Signal()
group_joined = Signal()
followed = Signal()
# Arguments: subscription (of the one who left or was removed).
group_left = Signal()
# Arguments: action (ModerationAction).
moderated = Signal()
