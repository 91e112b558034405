"""Operators look at hails, calls and offers, find and hide them; nothing is changed by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.calling.models import Call, Duty, StoreTerm, TermsDue, Wave
from community.hail.models import Hail
from community.offers.models import Offer, Outcome
from community.offers.outcomes import say_outcome
from tests.community.offers.answering import agreed, answered, hail, received, stores
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    return client


def page_of(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", [Hail, Call, Wave, Duty, StoreTerm, TermsDue, Offer, Outcome])
def test_each_list_is_read_and_searched(operator: Client, model: Any) -> None:
    offer = agreed()
    received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True)
    Duty.objects.create(store=offer.store)
    for query in ({}, {"q": "桂花"}):
        assert operator.get(page_of(model), query).status_code == 200
    row = model.objects.first()
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    shown = operator.get(page)
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()


@pytest.mark.parametrize("model", [Hail, Call, Offer])
def test_a_list_costs_the_same_however_long(operator: Client, model: Any) -> None:
    (store,) = stores()
    answered(hail(), store)
    operator.get(page_of(model))
    with CaptureQueriesContext(connection) as few:
        operator.get(page_of(model))
    for _ in range(3):
        answered(hail(), store)
    with CaptureQueriesContext(connection) as many:
        operator.get(page_of(model))
    assert len(many) == len(few)


def test_hidden_with_a_reason(operator: Client) -> None:
    (store,) = stores()
    made = hail()
    offer = answered(made, store)
    for model, row in ((Offer, offer), (Hail, made)):
        operator.post(page_of(model), {"action": "hide", "reason": "广告", "_selected_action": [row.pk]})
        row.refresh_from_db()
        assert (row.hidden_at is not None, row.hidden_reason) == (True, "广告")
