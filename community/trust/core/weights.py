"""Every constant of the trust model, in one place, each with its reason. Pages that explain the model read them here.

Weights of edges and shares are in "vouchings": 1.0 is what one endorsement passes on. Voices are in "full voices": 1.0
is the word of somebody whom the viewer trusts fully.
"""

from __future__ import annotations

# What one row passes from its speaker to whom it is about. An endorsement is meant to vouch; a kept promise is worth
# half of that, for it was made to anybody; a purchase that went well is easy to arrange, so it passes least.
ENDORSED = 1.0
PROMISE_KEPT = 0.5
BOUGHT_CONTENT = 0.25
# To find somebody's answer useful costs nothing but having asked: it passes no more than what is easy to arrange.
FOUND_USEFUL = 0.25
# Who knows about tea need not know about shoes. Not nothing: honesty goes along with a person.
OTHER_TOPIC = 0.1
# However often two people deal, one of them passes at most this to the other: repeating is free for whoever cheats.
PAIR_CAP = 1.5

# What all of a person's groups pass together to those admitted beside them. One that joins many groups passes less
# through each. It outweighs a few rows, because to be admitted takes others' consent and time.
MEMBERSHIP = 4.0
# In a larger group nobody knows each other.
GROUP_MOST = 150
# Whoever was let in by mistake is usually found out by then.
ADMITTED_DAYS = 30

# A step of the walk keeps this much: the friend of a friend is less of a friend.
KEPT_A_STEP = 0.7
# The personal walk goes to friends and to their friends. Beyond, anybody reaches anybody.
STEPS = 2
# A share of one in 280 of one's trust makes a full personal voice (400 x 0.7 = 280): a fellow in a group of 50, say.
PERSONAL_SCALE = 400.0
PERSONAL_MOST = 1.0
# Nobody passes on more than makes half a full voice. Else a friend who is fooled would count once, and those who fooled
# them three times as much together; and a few rows of each of a hundred fellows would make fifty sleepers heard.
PASSED_MOST = 0.5 * PERSONAL_MOST / PERSONAL_SCALE
# One's own experience is worth three strangers whom one would trust fully.
OWN_VOICE = 3.0

# What a full public voice adds to the personal one. As much as a friend's: what keeps strangers from drowning friends
# is the limit by month below, which a crowd meets and honest custom hardly does.
PUBLIC_SHARE = 1.0
# All rows of one person together pass at most this part of a full public voice; so one member who is fooled, however
# often, is worth half a hundredth of a person. Membership is not capped: a group divides it among those it admitted.
PUBLIC_ROWS_MOST = 0.005
# Whoever has no more than this part of a full public voice is not heard in public, and what others have is counted from
# there. It takes the rows of twenty whole people to bring somebody so far, and whom a group admitted stands well above:
# many whom hardly anybody trusts are not a crowd.
PUBLIC_LEAST = 0.1
# The public walk ends after so many steps: 0.7^12 is one in seventy.
PUBLIC_STEPS = 12
# A full public voice is what the person has who stands at this quantile of the walk, people lined up by their share
# and each counted by it. Counted by heads it would sink with every new account; counted by voice, accounts are nothing.
PUBLIC_QUANTILE = 0.005

# Of what strangers say of somebody, members of one group together say at most a third of what all others do, which is a
# quarter of all, or this many full voices if that is more: a group is captured as one, and those who live together are
# not so many witnesses. A smaller part would cost honest shops their custom near home.
GROUP_PART = 1 / 3
GROUP_LEAST = 1.0
# What others say is limited likewise, so it is asked anew so many times: less than a hundredth is left to find then.
GROUP_ROUNDS = 12

# Strangers' words are limited by months of so many days; those of more than so many months ago are one month.
MONTH_DAYS = 30
MONTHS_MOST = 60
# In a month they count at most what is usual in the topic (the quantile of all months of all people, by voice), though
# never less than a quarter of a full voice,
CROWD_QUANTILE = 0.1
CROWD_LEAST = 0.25
# or half as much again as is usual for the person, over at least three months.
CROWD_TIMES = 1.5
CROWD_MONTHS = 3
# The latest months in which less was said in the topic than this part of an even share count as one with the month
# before them: a few late words are no measure of haste for a record that had ended.
CROWD_ALIVE = 0.25

# The Beta prior: what is believed of somebody of whom nothing is known. Low, for an account costs nothing, and whoever
# begins anew must not gain by it (Friedman and Resnick, 2001); light, for it has to give way to a few real deals.
PRIOR_GOOD = 0.1
PRIOR_BAD = 0.6
# The score is so many standard deviations below the mean: of two that are equally good, the better known is first.
CAUTION = 0.25
# An endorsement, or a useful answer, without a deal behind it says half as much of how somebody trades. A report
# without one says nothing.
WORD_WITHOUT_DEAL = 0.5
