"""Standing in words: what a chip says, and the lines of its sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.trust.naming import Who
from community.trust.standing import Level, Path, Reason, Speaker, Standing


@dataclass(frozen=True)
class Chip:
    """What stands beside a name: `kind` is that of `c-chip`, `text` a short sentence, `url` leads to the sheet, and
    `brief` says as much in the width of a tile."""

    text: str
    icon: str
    kind: str = ""
    url: str = ""
    brief: str = ""


@dataclass(frozen=True)
class Line:
    """A sentence of the sheet, with whoever says it where they are named, what they wrote, and a consequence."""

    text: str
    who: Who | None = None
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """All that a sheet says. `path` are the people between the reader and the one it is about."""

    chip: Chip
    path: tuple[Who, ...] = ()
    path_text: str = ""
    reasons: list[Line] = field(default_factory=list)
    against: list[Line] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    @property
    def first(self) -> Line | None:
        """The strongest reason that says more than the path says already."""
        return next((line for line in self.reasons if line.text != self.path_text), None)


def chip(standing: Standing, target: str, url: str = "") -> Chip:
    """The one sentence that says most: the path, else what people say in all."""
    path = standing.path
    if path is not None and standing.level != Level.LOW:
        return Chip(_path_said(path, target), "waypoints", "jade", url, _path_brief(path))
    match standing.level:
        case Level.HIGH | Level.GOOD:
            return Chip(_("Well spoken of here"), "circle-check", "jade", url, _("Well spoken of"))
        case Level.LOW:
            return Chip(_("Some were not content"), "circle-alert", "", url)
        case Level.MIXED:
            return Chip(_("Little is known yet"), "sprout", "", url)
    return Chip(_("Nobody has spoken of it yet"), "sprout", "", url)


def _path_said(path: Path, target: str) -> str:
    """ "You → Lin → Chen · 3 deals went well"."""
    if path.is_own:
        return _own(path)
    if path.is_veiled:
        return _("Someone you trust speaks well")
    way = " → ".join([pgettext("begins a path", "You"), *(who.name for who in path.people), target])
    return f"{way} · {_well(path.deals)}" if path.deals else way


def _own(said: Path | Reason) -> str:
    """What speaks for them of the reader's own: deals, an endorsement, else an answer."""
    if said.deals:
        return _well(said.deals, own=True)
    return _("You vouch for them yourself") if said.is_endorsed else _("You found an answer of theirs useful")


def _path_brief(path: Path) -> str:
    """Who it comes from, without the way there."""
    if path.is_own:
        if path.deals:
            return _("You bought here")
        return _("You vouch") if path.is_endorsed else _("They helped you")
    return _("Your circle") if path.is_veiled else path.people[-1].name if path.people else ""


def _well(deals: int, *, own: bool = False) -> str:
    if own:
        return ngettext("You bought once, and it went well", "You bought %(count)d times, and it went well", deals) % {
            "count": deals
        }
    return ngettext("%(count)d deal went well", "%(count)d deals went well", deals) % {"count": deals}


def told(standing: Standing, target: str, viewer: Any, url: str = "", *, is_own: bool = False) -> Told:
    """The sheet of somebody called `target`, who may be the reader (`is_own`)."""
    path = standing.path
    return Told(
        chip=chip(standing, target, url),
        path=path.people if path else (),
        path_text=_path_said(path, target) if path else "",
        reasons=[_line(reason, standing) for reason in standing.reasons],
        against=_against(standing),
        changes=_changes(standing, viewer, is_own=is_own),
    )


def _line(reason: Reason, standing: Standing) -> Line:
    without = _("Without this word: %(points)d of 100") % {"points": _points(standing.score - reason.effect)}
    match reason.speaker:
        case Speaker.YOU:
            return Line(_own(reason), note=without)
        case Speaker.TRUSTED:
            return Line(_("Someone you trust speaks well"), note=without)
        case Speaker.SOMEBODY:
            return Line(_("Somebody here speaks well of them"), note=without)
    parts = []
    if reason.topic:
        parts.append(_("trusts them about %(topic)s") % {"topic": reason.topic})
    if reason.content:
        parts.append(_well(reason.content))
    if reason.is_useful:
        parts.append(_("found an answer of theirs useful"))
    return Line(" · ".join(parts), who=reason.who, quote=reason.sentence, note=without)


def _against(standing: Standing) -> list[Line]:
    """How many were not content, and what the one of them that weighs most comes to; a name only where it is public."""
    lines = []
    if standing.unhappy:
        text = ngettext(
            "%(count)d purchase did not go well", "%(count)d purchases did not go well", standing.unhappy
        ) % {"count": standing.unhappy}
        lines.append(Line(text))
    for reason in standing.against:
        without = _("Without this word: %(points)d of 100") % {"points": _points(standing.score - reason.effect)}
        match reason.speaker:
            case Speaker.YOU:
                lines.append(Line(_("You were not content"), note=without))
            case Speaker.NAMED if reason.not_content:
                lines.append(Line(_("was not content"), who=reason.who, note=without))
            case Speaker.TRUSTED:
                lines.append(Line(_("Someone you trust was not content"), note=without))
    return lines


def _changes(standing: Standing, viewer: Any, *, is_own: bool) -> list[str]:
    said = []
    if standing.without_worst is not None:
        said.append(
            _("If what counts against them most is settled, it is %(points)d of 100.")
            % {"points": _points(standing.without_worst)}
        )
    if standing.without_best is not None:
        said.append(
            _("If the strongest word for them is taken back, it is %(points)d of 100.")
            % {"points": _points(standing.without_best)}
        )
    if is_own:
        return said
    if not viewer.is_authenticated:
        said.append(_("Sign in, and the words of people you trust count most."))
    elif standing.near_speakers == 0:
        said.append(_("Vouch for people you trust, and buy from them: then their words count for you."))
    if all(reason.speaker != Speaker.YOU for reason in [*standing.reasons, *standing.against]):
        said.append(_("If you buy here yourself, your own experience counts three times."))
    return said


def _points(score: float) -> int:
    return round(100 * min(1.0, max(0.0, score)))
