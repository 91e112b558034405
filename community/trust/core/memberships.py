"""Which groups pass trust, and how much each member passes to a fellow through each."""

from __future__ import annotations

import numpy as np

from .edges import fellow_weight, group_counts
from .evidence import Evidence, Floats, Integers, column
from .spans import bounds_of
from .weights import ADMITTED_DAYS, GROUP_MOST, MEMBERSHIP


class Memberships:
    """An index of the memberships that count: of people admitted long enough, in groups that are small enough.

    Places run over (person, group), by person. `user`, `group`: whose it is and of which group (0 to `groups` - 1);
    `weight`: what the person passes to each fellow through it; `by_user`, `by_group`: spans, the latter of `grouped`.
    """

    def __init__(self, evidence: Evidence, room: int) -> None:
        self.length = len(evidence.mem_user)
        n, today = evidence.n, evidence.today
        users, names = column(evidence.mem_user), column(evidence.mem_group)
        days = column(evidence.mem_day)
        admitted = np.asarray(evidence.mem_ok).astype(bool) if self.length else np.zeros(0, bool)
        keep = np.flatnonzero(admitted & (users >= 0) & (users < n) & (days <= today))
        users, days = users[keep], days[keep]
        self.names, groups = np.unique(names[keep], return_inverse=True)
        order = np.lexsort((days, groups, users))
        users, groups, days = users[order], groups[order], days[order]
        # Of a membership that is told twice the older counts.
        first = np.ones(len(users), bool)
        first[1:] = (users[1:] != users[:-1]) | (groups[1:] != groups[:-1])
        users, groups, days = users[first], groups[first], days[first]
        count = len(self.names)
        self.admitted = np.bincount(groups, minlength=count)
        old = days <= today - ADMITTED_DAYS
        passing = np.bincount(groups[old], minlength=count)
        counted = old & group_counts(self.admitted, passing)[groups]
        self._lay_out(users[counted], groups[counted], passing, room)
        self._known = {int(name): place for place, name in enumerate(self.names)}

    def _lay_out(self, users: Integers, groups: Integers, passing: Integers, room: int) -> None:
        self.user, self.group, self.groups = users, groups, len(passing)
        of_user = np.bincount(users, minlength=room)
        self.weight: Floats = fellow_weight(of_user[users], passing[groups] - 1)
        self.total: Floats = np.where(of_user > 0, MEMBERSHIP, 0.0)
        self.by_user = bounds_of(users, room)
        self.grouped = np.argsort(groups, kind="stable")
        self.by_group = bounds_of(groups[self.grouped], self.groups)

    def fold(self, evidence: Evidence) -> bool:
        """Take in what was appended; False if that needs a new index.

        Who is not admitted, or not for long enough, passes nothing yet: such a row only makes its group larger.
        """
        for row in range(self.length, len(evidence.mem_user)):
            day = evidence.mem_day[row]
            if evidence.mem_ok[row] and 0 <= evidence.mem_user[row] < evidence.n and day <= evidence.today:
                place = self._known.get(int(evidence.mem_group[row]))
                if place is None or day <= evidence.today - ADMITTED_DAYS or self.admitted[place] >= GROUP_MOST:
                    return False
                self.admitted[place] += 1
            self.length = row + 1
        return True
