"""Words and websites that are not wanted: what is written is held against them before it stands.

Whoever writes around a word finds it caught all the same: full-width and other forms of a letter count as the letter
(NFKC), capitals as small ones, signs that do not show as nothing; a Chinese word is found with anything but letters
between its characters, a Latin one with its letters set apart. A Latin word is found only
whole: "ass" is not in "glass".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction, WordRule
from community.moderation.policies import can_keep_order
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import one_line
from config.kit.policies import staff

Kind, Effect = WordRule.Kind, WordRule.Effect
MOST_RULES = 500
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。！？、）】」]+", re.IGNORECASE)


class Unwanted(Invalid):
    """A word or website in what was written is not wanted there."""

    code = "unwanted_words"
    field = "text"


class RuleThere(Conflict):
    code = "rule_there"
    message = gettext_lazy("This is on the list already.")


@dataclass(frozen=True)
class Verdict:
    """What becomes of a text: `effect` of the sternest rule that it met, and what it met."""

    effect: str
    found: tuple[str, ...]
    in_group: bool = False

    @property
    def holds(self) -> bool:
        """Whether it waits for a moderator; else it is refused."""
        return self.effect == Effect.HOLD

    @property
    def reason(self) -> str:
        """Why, for whoever wrote it."""
        words = {"words": _(", ").join(self.found)}
        if self.in_group:
            return _("Not wanted in this group: %(words)s") % words
        return _("Not wanted on this site: %(words)s") % words


def filtered(text: str, links: Iterable[str] = (), group: Any = None) -> Verdict | None:
    """What the rules of the site and of `group` say of a text and its links; None where nothing is wrong. One query."""
    rules = _rules_for(group)
    return judged(text, tuple(links), rules) if rules else None


def _rules_for(group: Any) -> tuple[tuple[str, str, str, int | None], ...]:
    where = Q(group=None) if group is None else Q(group=None) | Q(group=group)
    return tuple(WordRule.objects.filter(where).order_by("id").values_list("kind", "text", "effect", "group_id"))


def judged(text: str, links: Iterable[str], rules: tuple[tuple[str, str, str, int | None], ...]) -> Verdict | None:
    """The same for given rules (kind, text, effect, group); asks nothing of the database."""
    plain = folded(text)
    hosts = {host for link in [*links, *_LINK.findall(plain)] if (host := host_of(link))}
    met = [rule for rule, matches in _compiled(rules) if matches(plain, hosts)]
    if not met:
        return None
    effect = Effect.REFUSE if any(rule[2] == Effect.REFUSE for rule in met) else Effect.HOLD
    sternest = [rule for rule in met if rule[2] == effect]
    return Verdict(str(effect), tuple(dict.fromkeys(rule[1] for rule in sternest)), all(rule[3] for rule in sternest))


def refuse_unwanted(
    text: str, links: Iterable[str] = (), group: Any = None, *, field: str = "text", strictly: bool = False
) -> Verdict | None:
    """Raises Unwanted where the text is refused; the verdict where it is to be held, None where nothing is wrong.

    `strictly` is for what cannot be held, such as changed words: then it is refused as well.
    """
    verdict = filtered(text, links, group)
    if verdict is not None and (strictly or not verdict.holds):
        raise Unwanted(verdict.reason, field=field)
    return verdict


def refuse_unwanted_in(words: Mapping[str, str], group: Any = None) -> None:
    """Raises Unwanted at the first of the fields whose words are not wanted, whether refused or held: what stands in a
    field cannot wait. One query for all; none where nothing is said."""
    said = {field: text for field, text in words.items() if text}
    rules = _rules_for(group) if said else ()
    for field, text in said.items() if rules else ():
        verdict = judged(text, (), rules)
        if verdict is not None:
            raise Unwanted(verdict.reason, field=field)


def host_is_unwanted(host: str) -> bool:
    """Whether the site wants no links to that host or one above it: then no card is made of them. One query."""
    parts = host_of(host).split(".")
    above = [".".join(parts[at:]) for at in range(len(parts))]
    return WordRule.objects.filter(group=None, kind=Kind.HOST, text__in=above).exists()


def folded(text: str) -> str:
    """`text` in one form: NFKC, small letters, without signs that do not show."""
    unified = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in unified if unicodedata.category(sign) not in ("Cf", "Mn", "Cc") or sign in "\n\t")


def host_of(link: str) -> str:
    """The host of a link or a bare host, small, as ASCII, without "www."; "" where there is none."""
    link = folded(link).strip()
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
        host = host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
    return host.rstrip(".").removeprefix("www.")


@lru_cache(maxsize=64)
def _compiled(rules: tuple[tuple[str, str, str, int | None], ...]) -> list[tuple[Any, Any]]:
    """Each rule with its test `(plain text, hosts) -> bool`. Kept as long as the rules are the same."""
    return [(rule, _host_test(rule[1]) if rule[0] == Kind.HOST else _word_test(rule[1])) for rule in rules]


def _host_test(host: str) -> Any:
    return lambda plain, hosts: any(met == host or met.endswith(f".{host}") for met in hosts)


def _word_test(word: str) -> Any:
    pattern = re.compile(_pattern(word))
    return lambda plain, hosts: pattern.search(plain) is not None


def _pattern(word: str) -> str:
    signs = [sign for sign in folded(word) if not sign.isspace()]
    if any(re.match(f"[{_CJK}]", sign) for sign in signs):
        return r"[\W_]*".join(map(re.escape, signs))
    letter = f"[^\\W_{_CJK}]"
    words = r"[\W_]+".join(re.escape(part) for part in folded(word).split())
    apart = r"[\W_]+".join(map(re.escape, signs))
    return f"(?<!{letter})(?:{words}|{apart})(?!{letter})"


def can_set_words(person: Any, group: Any = None) -> bool:
    """For the site the staff, for a group those who keep order in it."""
    return staff(person) if group is None else can_keep_order(person, group)


@transaction.atomic
def add_rule(
    person: Any, *, kind: str, text: str, effect: str = Effect.REFUSE, group: Any = None, reason: str = ""
) -> WordRule:
    """Have a word or a website refused or held; it is logged.

    Raises NotAllowed, RuleThere, Invalid at "text", "kind", "effect" or "reason".
    """
    if not can_set_words(person, group):
        raise NotAllowed
    if kind not in Kind.values or effect not in Effect.values:
        raise Invalid(field="kind" if kind not in Kind.values else "effect", code="unknown")
    reason = checked_reason(reason or _("It is not wanted here."))
    text = folded(one_line(text, field="text", most=100)).strip()
    text = host_of(text) if kind == Kind.HOST else text
    if not any(sign.isalnum() for sign in text) or len(text) > 100 or (kind == Kind.HOST and "." not in text):
        raise Invalid(_("Give a word, or a website such as example.com."), field="text", code="not_a_word")
    if WordRule.objects.filter(group=group).count() >= MOST_RULES:
        raise Invalid(_("The list is full."), field="text", code="too_many")
    rule, is_new = WordRule.objects.get_or_create(
        group=group, kind=kind, text=text, defaults={"effect": effect, "created_by": person}
    )
    if not is_new:
        raise RuleThere
    _log(person, ModerationAction.Verb.ADD_WORD, rule, reason)
    return rule


@transaction.atomic
def remove_rule(person: Any, *, rule: WordRule, reason: str = "") -> None:
    """Take a rule off the list; it is logged. Raises NotAllowed, Invalid at "reason"."""
    if not can_set_words(person, rule.group):
        raise NotAllowed
    _log(person, ModerationAction.Verb.REMOVE_WORD, rule, checked_reason(reason or _("It may be said again.")))
    rule.delete()


def _log(person: Any, verb: str, rule: WordRule, reason: str) -> None:
    log_action(actor=person, verb=verb, target=rule, target_name=rule.text, group=rule.group, reason=reason)
