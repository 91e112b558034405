"""Whether something is what a need waits for. Pure: no database, no settings.

The measure is that of hails (`calling.matching`): whether a word counts is asked of where it stands, and what it says
of how rare it is. A hail calls whoever could have it, and its hailer chooses; here nobody asked to be interrupted, so
most of what was said must be there, or a whole tag that was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from community.calling.matching import LEAST, TAG, Said

# So much of what the need says, by weight, must be found.
MOST_OF_IT = 0.6

Found = Mapping[str, tuple[int, int | None]]


def fits(terms: Mapping[str, bool], found: Found, shared: Callable[[str], int]) -> bool:
    """`terms` are the need's words, and whether each is a tag that was chosen; `found` where each word of the thing
    stands; `shared(term)` says how many stores have the word. Words are only counted where no tag decides."""
    if any(is_tag and term in found for term, is_tag in terms.items()):
        return True
    words = [term for term, is_tag in terms.items() if not is_tag]
    if not any(term in found for term in words):
        return False
    whole = {term: Said(term, TAG, shared(term)).says for term in words}
    there = [Said(term, found[term][0], shared(term)) for term in words if term in found]
    weight = sum(whole[said.term] for said in there)
    is_there = sum(said.stands for said in there) >= LEAST
    return is_there and weight >= MOST_OF_IT * sum(whole.values())
