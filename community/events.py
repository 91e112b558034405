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
# Arguments: hail (Hail that was just posted, that now asks more people, or that was hidden before anybody was called
# and is not any more).
hailed = Signal()
# Arguments: hail (Hail that can be answered no more: chosen, waved off, expired, or hidden by a moderator).
hail_ended = Signal()
# Arguments: second (Second that was just said; of the second, that is being taken back).
seconded = Signal()
seconded_no_more = Signal()
# Arguments: call (Call that is over for its seller alone, while the hail goes on), offer (Offer that ended with it, or
# None).
call_ended = Signal()
# Arguments: hail, calls (Call, of stores that were just called to it).
called = Signal()
# Arguments: offer (Offer; withdrawn is also what a moderator hid).
offer_made = Signal()
offer_changed = Signal()
offer_withdrawn = Signal()
# Arguments: outcome (Outcome, said for the first time or otherwise).
outcome_said = Signal()
# Arguments: buy (GroupBuy; of the last three, that is not open any more). Of the first also wanted: primary keys of
# those who said "me too".
group_buy_begun = Signal()
group_buy_reached = Signal()
group_buy_failed = Signal()
group_buy_cancelled = Signal()
# Arguments: participation (Participation, with its order or the reason why there is none).
participation_settled = Signal()
# Arguments: buy (GroupBuy in which somebody joined, or left).
group_buy_moved = Signal()
