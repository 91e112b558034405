"""A picture of who speaks for whom among some people and around them, for the staff who looks for rings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from community.trust.freezing import frozen_people
from community.trust.models import Evidence
from community.trust.verifying import verified_people

# In the units of the drawing: its side, where the chosen stand, and where those around them.
SIDE, INNER, OUTER = 720, 150, 270
# More around them than can be told apart are only counted.
MOST_AROUND = 36
MOST_CHOSEN = 60
# Where edges bend, and where names stand.
BEND, AWAY = 0.12, 16


@dataclass
class Node:
    """A person of the picture; `angle` is where they stand, seen from the middle, in radians."""

    person: Any
    is_chosen: bool
    is_frozen: bool = False
    is_verified: bool = False
    x: float = SIDE / 2
    y: float = SIDE / 2
    angle: float = 0.0

    @property
    def label_x(self) -> float:
        return round(self.x + AWAY * cos(self.angle), 1)

    @property
    def label_y(self) -> float:
        return round(self.y + AWAY * sin(self.angle) + 4, 1)

    @property
    def anchor(self) -> str:
        """Names stand outside of the circle."""
        if abs(cos(self.angle)) < 0.25:
            return "middle"
        return "start" if cos(self.angle) > 0 else "end"


@dataclass
class Edge:
    """What one says of the other: how many facts of each kind stand."""

    by: Node
    about: Node
    kinds: list[tuple[str, int]] = field(default_factory=list)
    is_against: bool = False

    @property
    def count(self) -> int:
        return sum(count for _kind, count in self.kinds)

    @property
    def width(self) -> float:
        return min(1 + self.count / 2, 5)

    @property
    def is_within(self) -> bool:
        """Between two of the chosen."""
        return self.by.is_chosen and self.about.is_chosen

    @property
    def path(self) -> str:
        """A curve from one to the other, bent to the right, so that both directions are seen; it ends at the rim."""
        ax, ay, bx, by = self.by.x, self.by.y, self.about.x, self.about.y
        length = hypot(bx - ax, by - ay) or 1.0
        mx, my = (ax + bx) / 2 - (by - ay) * BEND, (ay + by) / 2 + (bx - ax) * BEND
        back = min(9 / length, 0.4)
        bx, by = bx + (mx - bx) * back * 2, by + (my - by) * back * 2
        return f"M{ax:.1f} {ay:.1f}Q{mx:.1f} {my:.1f} {bx:.1f} {by:.1f}"


@dataclass(frozen=True)
class Ring:
    """Nodes and edges of the picture; `left_out` more people stand around, who are not drawn."""

    nodes: list[Node]
    edges: list[Edge]
    left_out: int = 0
    side: int = SIDE

    @property
    def within(self) -> int:
        """How many facts stand among the chosen."""
        return sum(edge.count for edge in self.edges if edge.is_within)


def ring_of(chosen: Iterable[Any]) -> Ring:
    """Who speaks for or against whom among `chosen` people, at most `MOST_CHOSEN`, and between them and others.

    Of the others those with most to do with them. Four queries.
    """
    people = {person.pk: person for person in list(chosen)[:MOST_CHOSEN]}
    counted = _counted(list(people))
    around = _around(counted, set(people))
    drawn = around[:MOST_AROUND]
    people |= {person.pk: person for person in get_user_model().objects.filter(pk__in=drawn)}
    frozen, verified = frozen_people(), verified_people()
    nodes = {
        pk: Node(person, is_chosen=pk not in set(drawn), is_frozen=pk in frozen, is_verified=pk in verified)
        for pk, person in people.items()
    }
    edges: dict[tuple[int, int], Edge] = {}
    for by, about, kind, count in counted:
        if by in nodes and about in nodes:
            edge = edges.setdefault((by, about), Edge(nodes[by], nodes[about]))
            edge.kinds.append((str(Evidence.Kind(kind).label), count))
            edge.is_against |= kind in Evidence.AGAINST
    _place([node for node in nodes.values() if node.is_chosen], INNER)
    _place(_by_nearness([node for node in nodes.values() if not node.is_chosen], edges.values()), OUTER)
    found = sorted(edges.values(), key=lambda edge: (not edge.is_within, -edge.count))
    return Ring(list(nodes.values()), found, len(around) - len(drawn))


def _counted(chosen: list[int]) -> list[tuple[int, int, int, int]]:
    """What stands, as (by, about, kind, how often)."""
    rows = Evidence.objects.standing().filter(Q(by__in=chosen) | Q(about__in=chosen)).order_by()
    return list(rows.values_list("by", "about", "kind").annotate(count=Count("pk")))


def _around(counted: list[tuple[int, int, int, int]], chosen: set[int]) -> list[int]:
    """Who has to do with the chosen, most first."""
    weight: dict[int, int] = defaultdict(int)
    for by, about, _kind, count in counted:
        for pk in {by, about} - chosen:
            weight[pk] += count
    return sorted(weight, key=lambda pk: (-weight[pk], pk))


def _place(nodes: list[Node], radius: float) -> None:
    """Around the middle, from the top, clockwise."""
    if len(nodes) == 1 and radius == INNER:
        return
    for index, node in enumerate(nodes):
        node.angle = 2 * pi * index / len(nodes) - pi / 2
        node.x = round(SIDE / 2 + radius * cos(node.angle), 1)
        node.y = round(SIDE / 2 + radius * sin(node.angle), 1)


def _by_nearness(nodes: list[Node], edges: Iterable[Edge]) -> list[Node]:
    """Each near those with whom they have to do, so that few edges cross."""
    pulled: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for edge in edges:
        for node, other in ((edge.by, edge.about), (edge.about, edge.by)):
            if not node.is_chosen and other.is_chosen:
                pulled[node.person.pk][0] += other.x - SIDE / 2
                pulled[node.person.pk][1] += other.y - SIDE / 2

    def turn(node: Node) -> float:
        x, y = pulled[node.person.pk]
        return (atan2(y, x) + pi / 2) % (2 * pi)

    return sorted(nodes, key=turn)
