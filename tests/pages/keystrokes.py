"""How long a person would need: the keystroke-level model.

S. K. Card, T. P. Moran and A. Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23 (7), 1980: the time of a task is the sum of its keystrokes (K), pointings (P), mental
preparations (M) and the system's answers (R). Their K of 0.28 s is that of an average typist who is no secretary; P is
that of a mouse, slower than a thumb on a phone. R is not measured, for it would measure the machine that runs the test,
but set to the slowest answer that the site allows itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page
from pypinyin import lazy_pinyin

K = 0.28
P = 1.1
M = 1.35
# The next page, shown; and a photo of the phone, sent up and seen, which goes on while the person types.
R_PAGE = 1.5
R_PHOTO = 2.0


def keystrokes(text: str) -> int:
    """Keys to type `text`: Chinese by its pinyin and one key more to choose each character."""
    return sum(len(lazy_pinyin(sign)[0]) + 1 if "\u4e00" <= sign <= "\u9fff" else 1 for sign in text)


@dataclass
class Person:
    """Someone at a phone; counts what they do. Everything is really done on the page."""

    page: Page
    seconds: float = 0.0
    fields: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def _spend(self, what: str, seconds: float) -> None:
        self.seconds += seconds
        self.notes.append(f"{seconds:5.1f} s  {what}")

    def goes_by(self, link: Locator) -> None:
        """Find a link or button, tap it, and wait for the page it leads to."""
        name = link.inner_text().strip()
        with self.page.expect_navigation():
            link.tap()
        self._spend(f"tap “{name}”", M + P + R_PAGE)

    def types(self, name: str, text: str) -> None:
        """Think of what to say, tap the field, and type it key by key."""
        box = self.page.locator(f"form.form [name={name}]")
        box.tap()
        box.press_sequentially(text)
        self.fields.append(name)
        self._spend(f"type “{text}”, {keystrokes(text)} keys", M + P + keystrokes(text) * K)

    def takes_photo(self, name: str, photo: FilePayload, until: Any) -> None:
        """Tap the field, choose the camera, aim, release, and take the picture; `until` waits for it on the page."""
        self.page.locator(f"[name={name}]").set_input_files(photo)
        until()
        self.fields.append(name)
        self._spend("take a photo", 2 * M + 4 * P + R_PHOTO)

    def report(self) -> str:
        return "\n".join([*self.notes, f"{self.seconds:5.1f} s  in all, {len(self.fields)} fields"])
