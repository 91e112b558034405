"""What was put in the bag before signing in is there afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from shop.bag.filling import merge_bags
from shop.bag.session import forget, remembered


@receiver(user_logged_in)
def bring_bag_along(sender: Any, *, request: Any, user: Any, **_: Any) -> None:
    """The session keeps its content over a sign-in (only its key changes), so the guest's bag is still known.

    When somebody signs in on top of somebody else, Django empties the session first, and nothing is merged.
    """
    if not hasattr(request, "session"):
        return
    reference = remembered(request)
    if reference:
        merge_bags(user, reference)
        forget(request)
