"""How a store, a product or a person stands with whoever reads, how that is worked out, and being named in paths."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.standing import subjects
from community.standing.choosing import choice_of, choose_paths
from community.standing.explaining import limits, weights
from community.standing.forms import PathChoiceForm
from community.standing.showing import sheet
from community.standing.subjects import Subject
from config.kit.http import read_or_send, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say


@require_safe
@allow(anyone)
def how_it_works(request: HttpRequest) -> HttpResponse:
    """How trust is worked out, with the weights that are used."""
    return render(request, "standing/how.html", {"weights": weights(), "limits": limits()})


@never_cache
@require_safe
@allow(anyone, subjects.store_subject)
def of_store(request: HttpRequest, subject: Subject) -> HttpResponse:
    return _sheet(request, subject)


@never_cache
@require_safe
@allow(anyone, subjects.product_subject)
def of_product(request: HttpRequest, subject: Subject) -> HttpResponse:
    return _sheet(request, subject)


@never_cache
@require_safe
@allow(anyone, subjects.person_subject)
def of_person(request: HttpRequest, subject: Subject) -> HttpResponse:
    return _sheet(request, subject)


def _sheet(request: HttpRequest, subject: Subject) -> HttpResponse:
    """A page of its own; for a chip that was tapped, the sheet that opens over the page."""
    template = "standing/sheet.html" if request.headers.get("HX-Request") else "standing/page.html"
    response = render(request, template, {"sheet": sheet(subject, request.user)})
    patch_vary_headers(response, ["HX-Request"])
    return response


@never_cache
@read_or_send
@allow(signed_in)
def paths(request: HttpRequest) -> HttpResponse:
    """Whether others read one's name in the paths that lead through one."""
    choice = choice_of(request.user)
    is_sent = request.method == "POST"
    initial = {"endorsements": choice.endorsements, "groups": choice.groups}
    form = PathChoiceForm(request.POST if is_sent else None, initial=initial)
    if is_sent and form.is_valid():
        choose_paths(request.user, **form.cleaned_data)
        say(request, _("Saved."))
        return see_other("settings_paths")
    return render(request, "standing/paths.html", {"form": form})
