"""What happens among people, for the rooms that tell of it: sent inside the verb's transaction."""

from django.dispatch import Signal

# Arguments: post.
post_written = Signal()
# Arguments: comment.
comment_written = Signal()
# Arguments: post, comment (None where the words are the post's), actor, people (primary keys of those newly mentioned).
mentioned = Signal()
# Arguments: reaction (of the second, as it was).
reacted = Signal()
unreacted = Signal()
# Arguments: mark (UsefulMark; of the second, as it was).
found_useful = Signal()
found_useful_no_more = Signal()
# Arguments: post, comment (None where the whole post is meant); of the first also hidden (whether a moderator took
# them away, not whoever wrote them): words that are not there to be read any more, or that are there again.
words_gone = Signal()
words_back = Signal()
# Arguments: subscription (of the one who asks, was let in, joined, or follows).
join_requested = Signal()
join_accepted = Signal()
group_joined = Signal()
followed = Signal()
# Arguments: block (Block that just began).
blocked = Signal()
# Arguments: endorsement (that stands now; of the second, that stands no more or was hidden).
endorsed = Signal()
endorsement_ended = Signal()
# Arguments: subscription (of the one who left or was removed).
group_left = Signal()
# Arguments: subscription (of the one who now owns or moderates the group), actor (who gave it to them, or None).
role_given = Signal()
# Arguments: hand_over (HandOver that its owner just offered).
group_offered = Signal()
# Arguments: post (that its group's keepers made known to all), actor.
announced = Signal()
# Arguments: action (ModerationAction).
moderated = Signal()
# Arguments: report (Report, settled).
report_settled = Signal()
# Arguments: case (Case).
case_opened = Signal()
# Arguments: case (Case, settled), action (ModerationAction against somebody by which it ended, or None).
case_settled = Signal()
# Arguments: appeal (Appeal; of the second, decided).
appealed = Signal()
appeal_decided = Signal()
# Arguments: dispute (Dispute; of the second, decided).
disputed = Signal()
dispute_decided = Signal()
# Arguments: draft (that waits for a moderator; of the second, that its author threw away).
draft_held = Signal()
draft_dropped = Signal()
# Arguments: draft, post (None where a moderator gave the words back), actor, reason: of words that were held.
draft_released = Signal()
# Arguments: draft (scheduled, and not published; its `reason` says why).
draft_failed = Signal()
