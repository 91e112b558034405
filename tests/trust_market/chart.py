"""The table as a picture: where the attacked shop stands, by our score and by each way to rank."""

from __future__ import annotations

from html import escape

from .cases import Case

COLOURS = {"ours": "#0a7d4f", "star average": "#c2410c", "Wilson": "#b45309", "PageRank": "#4f6bd6"}
SHAPES = ("EigenTrust", "sales", "max-flow")
LEFT, WIDTH, ROW, TOP = 400, 960, 26, 64
# One picture for light and dark pages: greys that stand out from both, on no background.
STYLE = "text{font:13px system-ui,sans-serif;fill:#7a7f87}.name{fill:#8b9098}.line{stroke:#9aa0a6;stroke-opacity:.35}"


def across(value: float) -> float:
    """The place of a percentile."""
    return LEFT + (WIDTH - LEFT - 30) * value / 100


def dot(way: str, x: float, y: float, title: str = "") -> str:
    """The sign of one way to rank."""
    title = f"<title>{escape(title)}</title>" if title else ""
    if way == "ours":
        return f'<circle cx="{x:.1f}" cy="{y}" r="7" fill="{COLOURS[way]}">{title}</circle>'
    colour = COLOURS.get(way, "#8a63c9")
    hollow = f'fill="none" stroke="{colour}" stroke-width="2"'
    if way in SHAPES:
        return f'<rect x="{x - 4:.1f}" y="{y - 4}" width="8" height="8" {hollow}>{title}</rect>'
    return f'<circle cx="{x:.1f}" cy="{y}" r="5" {hollow}>{title}</circle>'


def picture(cases: list[Case]) -> str:
    """An SVG with a row for each case that was compared."""
    shown = [case for case in cases if case.standings]
    height = TOP + ROW * len(shown) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>Percentile of the shop in question, by each way to rank</title>",
        f"<style>{STYLE}</style>",
    ]
    at = LEFT
    for way in (*COLOURS, "others"):
        parts.append(dot(way if way in COLOURS else SHAPES[0], at, 20))
        parts.append(f'<text x="{at + 14}" y="24">{escape(way)}</text>')
        at += 40 + 8 * len(way)
    for value in range(0, 101, 25):
        x = across(value)
        parts.append(f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 14}" y2="{height - 26}"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{value}</text>')
    for at, case in enumerate(shown):
        y = TOP + ROW * at
        parts.append(f'<text class="name" x="{LEFT - 20}" y="{y + 4}" text-anchor="end">{escape(case.name)}</text>')
        ways = sorted(case.standings, key=lambda way: way == "ours")
        for way in ways:
            value = case.standings[way].percentile
            parts.append(dot(way, across(value), y, f"{way}: {value:.0f}"))
    return "\n".join([*parts, "</svg>", ""])
