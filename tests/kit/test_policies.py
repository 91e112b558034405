"""`allow`: guests are asked to sign in, members are refused, what is not visible does not exist."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from config.kit.errors import NotAllowed
from config.kit.policies import allow, signed_in, staff
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def ask(view, person, **kwargs):
    request = RequestFactory().get("/somewhere/?page=2")
    request.user = person
    return view(request, **kwargs)


@allow(signed_in)
def members_page(request):
    return HttpResponse("in")


@allow(staff)
def staff_page(request):
    return HttpResponse("in")


def find_number(person, *, number):
    if number != 7:
        raise Http404
    return number


@allow(signed_in, find_number)
def number_page(request, number):
    return HttpResponse(str(number))


def test_it_works():
    assert ask(members_page, PersonFactory()).content == b"in"


def test_a_guest_is_asked_to_sign_in_and_comes_back():
    response = ask(members_page, AnonymousUser())

    assert response.status_code == 302
    assert response.url.endswith("?next=/somewhere/%3Fpage%3D2")


def test_a_member_without_the_right_is_refused():
    with pytest.raises(NotAllowed):
        ask(staff_page, PersonFactory())


def test_a_suspended_person_is_refused():
    with pytest.raises(NotAllowed):
        ask(members_page, PersonFactory(is_active=False))


def test_the_view_gets_the_object():
    assert ask(number_page, PersonFactory(), number=7).content == b"7"


def test_what_is_not_visible_does_not_exist_even_for_a_guest():
    with pytest.raises(Http404):
        ask(number_page, AnonymousUser(), number=8)
