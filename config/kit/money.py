"""Money: an integer of minor units and a currency, never a float."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Invalid

# ISO 4217: digits behind the point, and the sign people write before the amount.
EXPONENTS = {"CNY": 2, "USD": 2, "EUR": 2, "GBP": 2, "HKD": 2, "TWD": 2, "JPY": 0, "KRW": 0}
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "JPY": "¥", "KRW": "₩"}
# Ten million of the major unit: more is a slip of the finger, and it fits every integer column.
MAX_MAJOR = 10_000_000


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (fen, cents) of one currency (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other

    @property
    def symbol(self) -> str:
        return SYMBOLS.get(self.currency, self.currency)

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-EXPONENTS.get(self.currency, 2))

    @property
    def figure(self) -> str:
        """The number as people write it: 168, 1,680.50."""
        exponent = EXPONENTS.get(self.currency, 2)
        if self.minor % 10**exponent == 0:
            return f"{int(self.major):,}"
        return f"{self.major:,.{exponent}f}"

    @property
    def plain(self) -> str:
        """The number as a form field shows it: no separators."""
        return self.figure.replace(",", "")

    def __str__(self) -> str:
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{self.symbol}{self.figure.lstrip('-')}"

    def share(self, numerator: int, denominator: int) -> Money:
        """This times numerator / denominator, rounded half to even."""
        exact = Decimal(self.minor) * numerator / denominator
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Parts in proportion to `weights` that add up to the whole; remainders go to the first parts."""
        total = sum(weights)
        if total <= 0:
            raise ValueError("weights must add up to more than nothing")
        parts = [self.minor * weight // total for weight in weights]
        for index in range(self.minor - sum(parts)):
            parts[index] += 1
        return [Money(part, self.currency) for part in parts]


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, nothing of `currency` if there are none."""
    return sum(amounts, Money(0, currency))


def parse_money(text: str, currency: str, *, field: str = "price") -> Money:
    """Money from what a person typed ("68", "¥68.50", "１，２８０元").

    Raises Invalid, tied to `field`, for anything that is not an amount of at most
    as many decimals as the currency has.
    """
    exponent = EXPONENTS.get(currency, 2)
    cleaned = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    cleaned = re.sub(r"^(?:¥|\$|€|£|HK\$|NT\$|₩|RMB|CNY)|(?:元|块|rmb|cny)$", "", cleaned, flags=re.IGNORECASE)
    cleaned = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", cleaned)
    if not cleaned:
        raise Invalid(_("Please give a price, for example 68."), field=field, code="price_missing")
    if not re.fullmatch(r"\d{1,12}(?:\.\d+)?", cleaned, flags=re.ASCII):
        raise Invalid(_("A price is a number, for example 68.50."), field=field, code="price_not_a_number")
    amount = Decimal(cleaned)
    if -amount.as_tuple().exponent > exponent:  # type: ignore[operator]
        raise Invalid(_("At most two decimals, for example 68.50."), field=field, code="price_decimals")
    if amount > MAX_MAJOR:
        raise Invalid(_("That price is too high. The most is 10,000,000."), field=field, code="price_too_high")
    return Money(int(amount.scaleb(exponent)), currency)
