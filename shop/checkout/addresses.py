"""Addresses that a person had goods sent to."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from shop.checkout.models import Address

MOST = 10


def remember_address(person: Any, *, recipient: str, phone: str, street: str) -> Address:
    """Keep the address, or bring it to the front where it is known; the ones used longest ago make room."""
    known = Address.objects.filter(person=person, recipient=recipient, phone=phone, street=street).first()
    if known:
        Address.objects.filter(pk=known.pk).update(used_at=timezone.now())
        return known
    address = Address.objects.create(person=person, recipient=recipient, phone=phone, street=street)
    beyond = list(person.addresses.values_list("pk", flat=True)[MOST:])
    Address.objects.filter(pk__in=beyond).delete()
    return address


def forget_address(person: Any, *, address: Address) -> None:
    """Take one of one's own addresses off the list; purchases keep what they were sent to."""
    Address.objects.filter(person=person, pk=address.pk).delete()
