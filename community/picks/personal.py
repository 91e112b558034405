"""What a person picked."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.picks.models import Pick, PickList, PickNews
from community.posts.models import Post
from config.kit.personal import Column, Topic, erased, exported, forget_in_history
from shop.catalog.models import Product
from shop.stores.models import Store


def _subject(pick: Any) -> str:
    """What was picked: "store:tea", "product:tea/longjing". Of what is not shown to the person now, only what it is."""
    kind = "store" if pick.store_id is not None else "product"
    if not pick.subject_is_seen:
        return kind
    at = pick.store.slug if kind == "store" else f"{pick.product.store.slug}/{pick.product.slug}"
    return f"{kind}:{at}"


@exported(
    Topic.SAID,
    "pick_lists",
    title=_("Lists of picks"),
    columns={
        "reference": _("Reference"),
        "title": _("Title"),
        "slug": _("Name in addresses"),
        "topic": Column(_("Topic"), "topic.name"),
        "about": _("How I chose"),
        "created_at": _("When"),
        "changed_at": _("Changed"),
        "deleted_at": _("Deleted"),
        "hidden_at": _("Hidden by the site"),
        "hidden_reason": _("Why it was hidden"),
    },
)
def lists(person: Any) -> QuerySet[PickList]:
    return PickList.objects.filter(person=person).select_related("topic").order_by("-pk")


@exported(
    Topic.SAID,
    "picks",
    title=_("What I picked"),
    columns={
        "reference": _("Reference"),
        "list": Column(_("List"), "list.slug"),
        "subject": Column(_("What"), _subject),
        "why": _("Why"),
        "is_paid": _("I get something for this"),
        "commission": _("What I get"),
        "position": _("Place on the list"),
        "created_at": _("When"),
        "told_at": _("Told to those who follow the list"),
        "withdrawn_at": _("Taken off the list"),
        "hidden_at": _("Hidden by the site"),
        "hidden_reason": _("Why it was hidden"),
    },
)
def picks(person: Any) -> QuerySet[Any]:
    stores = Q(Exists(Store.objects.visible_to(person).filter(pk=OuterRef("store"))))
    products = Q(Exists(Product.objects.visible_to(person).filter(pk=OuterRef("product"))))
    rows = Pick.objects.filter(list__person=person).select_related("list", "store", "product__store")
    return rows.annotate(subject_is_seen=stores | products).order_by("-pk")


@erased
def forget_picks(person: Any) -> None:
    """A list of which others talked keeps its row, without a word, for what they said there."""
    mine = PickList.objects.filter(person=person)
    forget_in_history(Pick.objects.filter(list__person=person))
    forget_in_history(mine)
    Pick.objects.filter(list__person=person).delete()
    PickNews.objects.filter(list__person=person).delete()
    mine.filter(~Exists(Post.objects.filter(channel__picks=OuterRef("pk")))).delete()
    mine.filter(deleted_at=None).update(deleted_at=timezone.now())
    mine.update(title="", about="", hidden_reason="", slug=F("reference"))
