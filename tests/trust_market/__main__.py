"""`make bench-trust`: how the trust score stands against those who would deceive it.

    python -m tests.trust_market [--quick] [--seeds 3] [--viewers 24] [--picture docs/images/trust.svg] [--no-others]

Makes a market of 10,000 people and 400 shops for each seed, and a few markets of other kinds, attacks them, and prints
where the shop in question stands: by our score and by what is usually used. Fails if a bar is missed in more than half
of the seeds. `--quick` takes one seed and few viewers, and no other markets.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from .cases import Case, Trial, all_cases
from .chart import picture
from .cost import cost
from .market import Plan, build

BASE = Path(__file__).resolve().parent.parent.parent
OTHERS: dict[str, Plan] = {
    "few deals": Plan(seed=11, deals=3.0),
    "two topics, a bad shop that never sold": Plan(seed=12, topics=2, deals=4.0, bad_sales=0),
    "small groups": Plan(seed=13, group_size=(8, 30), deals=5.0),
    "five verified people": Plan(seed=14, verified=5),
    "3,000 people, 120 shops": Plan(seed=15, people=3_000, shops=120, topics=3),
    "shops of any quality": Plan(seed=16, beta=(1.5, 1.0), deals=5.0),
    "nearly all shops good": Plan(seed=17, beta=(9.0, 1.5)),
    "all of one day": Plan(seed=18, timeless=True),
    "all of one day, a bad shop that never sold": Plan(seed=19, timeless=True, bad_sales=0),
}
WAYS = ("ours", "star average", "Wilson", "sales", "EigenTrust", "PageRank", "max-flow")


def measured(plan: Plan, viewers: int, *, flow: bool) -> list[Case]:
    """All cases in the market of one plan."""
    return list(all_cases(Trial(build(plan), viewers, flow=flow)))


def row(case: Case, rounds: list[Case]) -> str:
    """One line of the table; each way's mean percentile, ours with its spread over the seeds."""
    cells = []
    for way in WAYS:
        found = [one.standings[way].percentile for one in rounds if way in one.standings]
        cell = f"{np.mean(found):.0f}" if found else ""
        if way == "ours" and len(found) > 1:
            cell += f" ({min(found):.0f}–{max(found):.0f})"
        cells.append(cell)
    fine = {None: "", True: "holds"}.get(case.fine, "MISSED")
    missed = sum(one.fine is False for one in rounds)
    if missed:
        fine = f"{fine} ({missed} of {len(rounds)} missed)" if len(rounds) > 1 else "MISSED"
    tens = [one.standings["ours"].top_tens for one in rounds if one.standings]
    ten = f"{np.mean(tens):.1f} %" if tens else ""
    return f"| {case.name} | {case.bar} | {fine} | {cells[0]} | {ten} | " + " | ".join(cells[1:]) + " |"


HEAD = (
    "| case | bar | | ours | in top tens | star | Wilson | sales | EigenTrust | PageRank | max-flow |\n|" + "---|" * 11
)


def table(rounds: list[list[Case]]) -> list[str]:
    """The table of some rounds of the same cases, and below it what else was measured."""
    lines = [HEAD, *(row(same[0], list(same)) for same in zip(*rounds, strict=True) if same[0].standings)]
    lines.append("")
    for same in zip(*rounds, strict=True):
        if not same[0].standings or same[0].bar.startswith(("gain", "loss")):
            lines.append(f"- {same[0].name}: {'; '.join(one.value for one in same)}")
    return lines


def main() -> int:
    """Measure and print; returns 1 if a bar was missed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--viewers", type=int, default=12)
    asked.add_argument("--picture", type=Path, default=BASE / "docs/images/trust.svg")
    asked.add_argument("--others", action=argparse.BooleanOptionalAction, default=True)
    given = asked.parse_args()
    seeds, viewers = (1, 8) if given.quick else (given.seeds, given.viewers)
    rounds = []
    for seed in range(1, seeds + 1):
        rounds.append(measured(Plan(seed=seed), viewers, flow=seed == 1 and not given.quick))
        print(f"seed {seed} after {time.process_time():.0f} s of processor time", flush=True)
    print("\n".join(table(rounds)), flush=True)
    spent = cost(20_000 if given.quick else 100_000)
    print("\n".join(f"- {case.name}: {case.value}" for case in spent), flush=True)
    missed = [same[0] for same in zip(*rounds, strict=True) if misses(list(same))]
    missed += [case for case in spent if case.fine is False]
    if not given.quick:
        given.picture.parent.mkdir(parents=True, exist_ok=True)
        given.picture.write_text(picture(rounds[0]))
    if given.others and not given.quick:
        for name, plan in OTHERS.items():
            print(f"\n### {name}\n" + "\n".join(table([measured(plan, viewers // 2, flow=False)])), flush=True)
    print(f"\n{time.process_time():.0f} s of processor time")
    for case in missed:
        sys.stderr.write(f"missed: {case.name}: {case.bar}\n")
    return bool(missed)


def misses(rounds: list[Case]) -> bool:
    """Whether a bar is missed in more than half of the seeds."""
    return sum(case.fine is False for case in rounds) * 2 > len(rounds)


if __name__ == "__main__":
    sys.exit(main())
