"""The form of a hail. What may be said is decided by the verb; this only asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.discovery.nearby import UnknownPlace, find_place
from community.groups.models import Group
from community.groups.showing import counted
from community.hail import drafting, wording
from community.hail.hailing import LASTS, MOST_GROUPS, TEXT_LENGTH, USUALLY
from community.hail.models import CELL, Audience, Hail
from community.posts.forms import PhotosField, PhotosForm, too_long
from config.kit.errors import Invalid
from config.kit.geo import MICRO, Place, parse_place
from config.kit.money import Money
from config.kit.reading import day, distance
from shop.desk.fields import MoneyField, place_fields

# Metres within which those nearby may answer.
REACH = (1000, 3000, 10_000, 30_000)
USUAL_REACH = 3000
# Amounts that a tap fills in, in units of the currency.
BUDGETS = (50, 100, 300, 1000)
# Guests are in no group, and nobody is trusted by them.
OF_GUESTS = (Audience.EVERYONE, Audience.NEARBY)


class TagsField(forms.Field):
    """Names of tags, each a value of its own."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return [str(name) for name in value or []]


class HailForm(PhotosForm):
    """What somebody needs, until when, for how much, and who may answer."""

    text = forms.CharField(
        label=_("I need…"),
        max_length=2 * TEXT_LENGTH,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autocomplete": "off",
                "autofocus": True,
                "placeholder": _("12 gifts for guests, made here"),
            }
        ),
        error_messages={"required": _("Say what you need.")},
    )
    budget = MoneyField(currency=settings.CURRENCY, label=_("Budget, for all of it"), required=False)
    needed_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day.")},
    )
    audience = forms.ChoiceField(label=_("Who may answer"), widget=forms.RadioSelect, initial=Audience.EVERYONE)
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=_("In which groups"),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none and it means all of them."),
    )
    radius = forms.TypedChoiceField(
        label=_("How far"), coerce=int, required=False, empty_value=USUAL_REACH, widget=forms.RadioSelect
    )
    place_name = forms.CharField(
        label=_("Roughly where"),
        max_length=60,
        required=False,
        help_text=_("A district or a landmark. Your exact place is never kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lat, lon = place_fields()
    hours = forms.TypedChoiceField(
        label=_("How long it stands"),
        coerce=int,
        required=False,
        empty_value=USUALLY,
        initial=USUALLY,
        widget=forms.RadioSelect,
    )
    tags = TagsField(required=False)
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("At most four."))

    def __init__(self, *args: Any, person: Any, **options: Any):
        super().__init__(*args, **options)
        self.person = person
        mine = Group.objects.joined_by(person).order_by("-channel__subscriptions__id")
        self.fields["groups"].queryset = mine  # type: ignore[attr-defined]
        self.own_groups = list(counted(mine[:MOST_GROUPS]))
        self.fields["groups"].choices = [(group.slug, wording.in_group(group)) for group in self.own_groups]  # type: ignore[attr-defined]
        self.fields["radius"].choices = [(metres, distance(metres)) for metres in REACH]  # type: ignore[attr-defined]
        self.fields["audience"].choices = self._audiences()  # type: ignore[attr-defined]
        self.fields["hours"].choices = [  # type: ignore[attr-defined]
            (hours, ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}) for hours in LASTS
        ]

    def _audiences(self) -> list[tuple[str, str]]:
        asks = [Audience.EVERYONE, Audience.NEARBY, Audience.TRUSTED, *([Audience.GROUPS] if self.own_groups else [])]
        return [
            (str(one), capfirst(str(one.label))) for one in asks if self.person.is_authenticated or one in OF_GUESTS
        ]

    def clean_text(self) -> str:
        return too_long(self.cleaned_data["text"], TEXT_LENGTH)

    def clean_budget(self) -> int | None:
        """Nothing typed is no budget; a typed nought is for the verb to refuse."""
        return self.cleaned_data["budget"] if self.data.get("budget", "").strip() else None

    def typed(self) -> dict[str, Any]:
        """All as it was typed, for the draft."""
        many = ("groups", "tags")
        return {name: self.data.getlist(name) if name in many else self.data.get(name, "") for name in drafting.FIELDS}

    def place(self) -> Place | None:
        """Where: as the device said, as in one's last hail, or where stores of that name are. Raises Invalid at
        "place_name" where those nearby are asked and nobody knows where that is."""
        given = self.cleaned_data
        if (said := parse_place(given["lat"], given["lon"])) is not None:
            return said
        name = given["place_name"].strip()
        if not name:
            return None
        last = Hail.objects.mine(self.person).filter(place_name=name, lat_cell__isnull=False).order_by("-pk").first()
        if last is not None:
            return last.place
        try:
            return find_place(self.person, name).place
        except UnknownPlace as error:
            if given["audience"] != Audience.NEARBY:
                return None
            raise Invalid(str(error), field="place_name", code=error.code) from error

    # What stands on the chips: what was chosen, "" for nothing.
    def said_budget(self) -> str:
        text = str(self["budget"].value() or "").strip()
        return Money(0, settings.CURRENCY).symbol + text if text else ""

    def said_day(self) -> str:
        value = self["needed_on"].value()
        try:
            return day(value if isinstance(value, date) else date.fromisoformat(str(value or "")))
        except ValueError:
            return ""

    def said_audience(self) -> str:
        chosen = dict(self.fields["audience"].choices)  # type: ignore[attr-defined]
        return chosen.get(self["audience"].value(), "")

    def said_hours(self) -> str:
        chosen = {str(value): str(label) for value, label in self.fields["hours"].choices}  # type: ignore[attr-defined]
        return chosen.get(str(self["hours"].value()), "")

    def said_place(self) -> str:
        return str(self["place_name"].value() or "") or (_g("near me") if self["lat"].value() else "")

    def reaches(self) -> list[tuple[str, str]]:
        """Each audience, and whom it reaches."""
        return [(key, wording.reach(key)) for key, _label in self.fields["audience"].choices]  # type: ignore[attr-defined]

    def reach(self) -> str:
        """Whom it reaches as it stands."""
        return dict(self.reaches()).get(self["audience"].value(), "")

    @property
    def symbol(self) -> str:
        return Money(0, settings.CURRENCY).symbol

    @property
    def budgets(self) -> tuple[int, ...]:
        return BUDGETS

    @property
    def days(self) -> list[tuple[str, str]]:
        """Days that a tap fills in: as the field has them, and how they are called."""
        today = timezone.localdate()
        named = [(today, _g("today")), (today + timedelta(days=1), _g("tomorrow"))]
        named += [
            (today + timedelta(days=ahead), date_format(today + timedelta(days=ahead), "l")) for ahead in (2, 3, 4)
        ]
        return [(when.isoformat(), str(words)) for when, words in named]


def initial_of(hail: Hail) -> dict[str, Any]:
    """The form filled in as this hail was, but for its day, which is over, and its photos, which hang there."""
    return {
        "text": hail.text,
        "budget": hail.money.plain if hail.money else "",
        "audience": hail.audience,
        "groups": [asked.group.slug for asked in hail.in_groups.select_related("group")],
        "radius": hail.radius,
        "tags": sorted(hail.tags.names()),
        **_where(hail),
    }


def usual(person: Any) -> dict[str, Any]:
    """How one hails: asking whom, and where, one did last time."""
    last = Hail.objects.mine(person).order_by("-pk").first()
    if last is None:
        return {"audience": Audience.EVERYONE, "radius": USUAL_REACH}
    return {"audience": last.audience, "radius": last.radius, **_where(last)}


def _where(hail: Hail) -> dict[str, str]:
    """By its name, or else by the rough area in degrees."""
    if hail.place_name or hail.lat_cell is None or hail.lon_cell is None:
        return {"place_name": hail.place_name}
    share = CELL / MICRO
    return {"lat": f"{hail.lat_cell * share:.2f}", "lon": f"{hail.lon_cell * share:.2f}"}
