"""How moderation meets what other rooms have; newer rooms say so in a `reportable.py` of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from community.channels.models import Subscription
from community.drafts.holding import is_as_refused
from community.drafts.models import Draft
from community.groups.editing import close_group, reopen_group
from community.groups.models import Group, Invitation
from community.groups.policies import can_close_group
from community.moderation import acting
from community.moderation.registry import reportable
from community.people.models import Person
from community.posts import policies as posts
from community.posts.models import Comment, Post
from config.kit.policies import staff
from content.articles.models import Article
from content.articles.policies import can_restore_article
from content.articles.writing import restore_article, withdraw_article
from content.text.markdown import plain_text
from shop.catalog.hiding import hide_product, restore_product
from shop.catalog.models import Product
from shop.catalog.policies import can_hide_product
from shop.orders.models import Order
from shop.reviews import policies as reviews
from shop.reviews.hiding import hide_answer, hide_review, restore_answer, restore_review
from shop.reviews.models import Review, ReviewAnswer
from shop.stores.closing import close_store, reopen_store
from shop.stores.models import Store
from shop.stores.policies import can_close_store


def _verb(verb: Any, name: str) -> Any:
    """A verb that takes what it acts on by name, called by place."""
    return lambda person, target, reason: verb(person, **{name: target}, reason=reason)


def _owner(target: Any, reporter: Any) -> Any:
    return target.owner


def _author(target: Any, reporter: Any) -> Any:
    return target.author


def _place(target: Any) -> str:
    return target.get_absolute_url()


def _product(person: Any, key: str) -> Product | None:
    store, _, slug = key.partition("/")
    seen = Product.objects.visible_to(person).select_related("store__owner")
    return seen.filter(store__slug=store, slug=slug).first()


def _by(model: Any, field: str, *related: str) -> Any:
    """Finds what a person sees by one field."""

    def find(person: Any, key: str) -> Any:
        return model.objects.visible_to(person).select_related(*related).filter(**{field: key}).first()

    return find


def _may_restore_store(person: Any, store: Store) -> bool:
    return store.state == Store.State.CLOSED and can_close_store(person, store)


def _may_restore_product(person: Any, product: Product) -> bool:
    return product.state == Product.State.HIDDEN and can_hide_product(person, product)


def _held_words(draft: Draft, at: datetime) -> str:
    """What a moderator looked at; once its author goes on with it, it is theirs alone."""
    as_it_was = draft.state == Draft.State.HELD or is_as_refused(draft, at)
    return str(draft) if as_it_was else ""


reportable(
    "post",
    Post,
    find=_by(Post, "reference", "author", "channel__group", "channel__store"),
    key=lambda post: post.reference,
    about=_author,
    group=lambda post: post.channel.group,
    place=_place,
    text=lambda post: post.text or post.link,
    load=lambda rows: rows.select_related("author__photo", "channel__group", "channel__store").prefetch_related(
        "pictures__picture"
    ),
    hide=(posts.can_hide_post, _verb(acting.hide_post, "post")),
    restore=(posts.can_restore_post, _verb(acting.restore_post, "post")),
)
reportable(
    "comment",
    Comment,
    find=_by(Comment, "reference", "author", "post__channel__group", "post__channel__store"),
    key=lambda comment: comment.reference,
    about=_author,
    group=lambda comment: comment.post.channel.group,
    place=lambda comment: f"{comment.post.get_absolute_url()}#comment-{comment.reference}",
    text=lambda comment: comment.text,
    load=lambda rows: rows.select_related("author__photo", "post__channel__group", "post__channel__store"),
    hide=(posts.can_hide_comment, _verb(acting.hide_comment, "comment")),
    restore=(posts.can_restore_comment, _verb(acting.restore_comment, "comment")),
)
reportable(
    "person",
    Person,
    find=_by(Person, "username"),
    key=lambda person: person.username,
    about=lambda person, reporter: person,
    place=_place,
    text=lambda person: " · ".join(filter(None, (person.headline, plain_text(person.story, 200)))),
    load=lambda rows: rows.select_related("photo"),
)
reportable(
    "group",
    Group,
    find=_by(Group, "slug", "owner"),
    key=lambda group: group.slug,
    about=_owner,
    place=_place,
    text=lambda group: group.about,
    load=lambda rows: rows.select_related("owner", "photo"),
    hide=(lambda person, group: staff(person) and can_close_group(person, group), _verb(close_group, "group")),
    restore=(lambda person, group: staff(person) and group.closed_at is not None, _verb(reopen_group, "group")),
)


def _open_invitations(person: Any) -> Any:
    """One that is spent tells nothing of its group any more."""
    return Invitation.objects.usable().visible_to(person).filter(group__closed_at=None)


reportable(
    "invitation",
    Invitation,
    find=lambda person, key: (
        _open_invitations(person).select_related("group", "created_by").filter(reference=key).first()
    ),
    seen=_open_invitations,
    key=lambda invitation: invitation.reference,
    about=lambda invitation, reporter: invitation.created_by,
    group=lambda invitation: invitation.group,
    place=_place,
    text=lambda invitation: str(invitation.group),
    load=lambda rows: rows.select_related("group", "created_by__photo"),
)
reportable(
    "store",
    Store,
    find=_by(Store, "slug", "owner"),
    key=lambda store: store.slug,
    about=_owner,
    place=_place,
    text=lambda store: store.tagline or plain_text(store.story, 200),
    load=lambda rows: rows.select_related("owner__photo", "photo"),
    hide=(can_close_store, _verb(close_store, "store")),
    restore=(_may_restore_store, _verb(reopen_store, "store")),
)
reportable(
    "product",
    Product,
    find=_product,
    key=lambda product: f"{product.store.slug}/{product.slug}",
    about=lambda product, reporter: product.store.owner,
    place=_place,
    text=lambda product: plain_text(product.description, 200),
    load=lambda rows: rows.select_related("store__owner__photo").prefetch_related("pictures__picture"),
    hide=(can_hide_product, _verb(hide_product, "product")),
    restore=(_may_restore_product, _verb(restore_product, "product")),
)
reportable(
    "review",
    Review,
    find=_by(Review, "reference", "buyer", "store__owner", "product"),
    key=lambda review: review.reference,
    about=lambda review, reporter: review.buyer,
    place=_place,
    text=lambda review: review.text or review.product_name,
    load=lambda rows: rows.select_related("buyer__photo", "store__owner", "product").prefetch_related(
        "pictures__picture"
    ),
    hide=(reviews.can_hide, _verb(hide_review, "review")),
    restore=(reviews.can_restore, _verb(restore_review, "review")),
)
reportable(
    "review-answer",
    ReviewAnswer,
    find=_by(ReviewAnswer, "reference", "review__store__owner", "review__product"),
    key=lambda answer: answer.reference,
    about=lambda answer, reporter: answer.review.store.owner,
    place=_place,
    text=lambda answer: answer.text,
    load=lambda rows: rows.select_related("review__store__owner__photo", "review__product"),
    hide=(reviews.can_hide, _verb(hide_answer, "answer")),
    restore=(reviews.can_restore, _verb(restore_answer, "answer")),
)
reportable(
    "article",
    Article,
    find=_by(Article, "slug", "author"),
    key=lambda article: article.slug,
    about=_author,
    place=_place,
    text=lambda article: plain_text(article.body, 300),
    load=lambda rows: rows.select_related("author__photo"),
    hide=(lambda person, article: staff(person) and article.is_published, _verb(withdraw_article, "article")),
    restore=(can_restore_article, _verb(restore_article, "article")),
)
reportable(
    "order",
    Order,
    find=_by(Order, "reference", "store__owner", "buyer"),
    key=lambda order: order.reference,
    about=lambda order, reporter: order.buyer if order.store.owner == reporter else order.store.owner,
    place=_place,
    text=lambda order: order.note,
    load=lambda rows: rows.select_related("store__owner__photo", "buyer__photo"),
)
# What stands in the log without being reported: acts on a member are acts on their membership.
reportable(
    "member",
    Subscription,
    find=lambda person, key: None,
    key=lambda row: str(row.channel),
    about=lambda row, reporter: row.person,
    group=lambda row: row.channel.group,
    place=lambda row: row.person.get_absolute_url(),
    title=lambda row, at: "",
    load=lambda rows: rows.select_related("person__photo", "channel__group"),
)
reportable(
    "draft",
    Draft,
    find=lambda person, key: None,
    key=lambda draft: draft.reference,
    about=_author,
    group=lambda draft: draft.channel.group,
    place=lambda draft: reverse("drafts"),
    text=lambda draft: draft.text or draft.link,
    title=_held_words,
    load=lambda rows: rows.select_related("author__photo", "channel__group", "repost_of").prefetch_related(
        "pictures__picture"
    ),
)
