"""What racing processes do; each takes and gives only what travels between processes."""

from __future__ import annotations

from functools import partial

from django.contrib.auth import get_user_model
from django.db import transaction
from taggit.models import Tag

from community.attention.quotas import Quota, lifted, spend
from community.brand.models import ProfileVisit
from community.brand.visiting import count_visit
from community.channels.models import Channel
from community.conversations.saying import say as say_of_order
from community.drafts.models import Draft
from community.drafts.publishing import publish
from community.drafts.tasks import publish_draft
from community.endorsements.endorsing import endorse
from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import reinstate, withdraw
from community.feeds.channels import channel_page
from community.feeds.home import home_page
from community.feeds.tags import tag_page
from community.groups.announcing import announce
from community.groups.handing import accept_group, withdraw_offer
from community.groups.inviting import join_by_invitation
from community.groups.joining import join_group, leave_group
from community.groups.models import Group, HandOver, Invitation
from community.moderation.acting import hide_post
from community.opening.opening import open_as_newcomer
from community.people.blocking import block
from community.people.contacts import parse_contact
from community.people.suspending import suspend_person
from community.polls.models import Poll
from community.polls.voting import vote
from community.posts.models import Post
from community.posts.pinning import pin as pin_post
from community.posts.reacting import react as react_to
from community.posts.writing import edit_post, write_post
from community.privacy.closing import close_account
from community.shelves.vouching import vouch
from community.trust.disputing import decide_dispute, dispute
from community.trust.freezing import freeze
from community.trust.models import Dispute, Evidence
from community.trust.recording import counter, record
from shop.bag.models import Bag
from shop.catalog.models import Product, Variant
from shop.catalog.publishing import VariantInput, add_product
from shop.checkout.expiring import expire
from shop.checkout.placing import Wanted, place_purchase
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.orders.receiving import confirm_received
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship as ship_order
from shop.payments.models import Payment
from shop.payments.paying import settle_payment
from shop.payments.refunding import send_refund as send
from shop.payments.webhooks import receive_webhook
from shop.reviews.models import Review
from shop.reviews.writing import withdraw_review, write_review
from shop.stock.counting import count as count_stock
from shop.stock.models import StockItem
from shop.stores.models import Store, StoreDraft
from shop.stores.opening import open_store
from tests.shop.buying import TO


def buy(person_id: int, variant_ids: list[int], key: str) -> str:
    """Buy one of each directly."""
    person = get_user_model().objects.get(pk=person_id)
    direct = [Wanted(Variant.objects.get(pk=pk), 1) for pk in variant_ids]
    return place_purchase(person, direct=direct, idempotency_key=key, **TO).reference


def check_out(person_id: int, key: str) -> str:
    """Buy what is in the person's bag."""
    person = get_user_model().objects.get(pk=person_id)
    return place_purchase(person, bag=Bag.objects.get(person=person), idempotency_key=key, **TO).reference


def settle(payment_id: int) -> bool:
    payment = Payment.objects.get(pk=payment_id)
    return settle_payment(payment, amount=payment.amount, currency=payment.currency)


def hand_in(body: bytes, headers: dict[str, str]) -> str:
    """Hand a webhook in."""
    return receive_webhook("sandbox", body=body, headers=headers).event_id


def run_out(purchase_id: int) -> bool:
    return expire(purchase_id)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("store__owner", "buyer").get(pk=order_id)


def write(person_id: int, order_id: int, number: int) -> str:
    """A side of the order writes to the other."""
    person = get_user_model().objects.get(pk=person_id)
    return say_of_order(person, order=_order(order_id), text=f"第{number}句").reference


def ship(order_id: int) -> str:
    order = _order(order_id)
    return ship_order(order.store.owner, order=order).state


def cancel(order_id: int) -> str:
    order = _order(order_id)
    return cancel_order(order.store.owner, order=order).state


def refund(order_id: int) -> str:
    order = _order(order_id)
    return refund_order(order.store.owner, order=order).state


def receive(order_id: int) -> str:
    order = _order(order_id)
    return confirm_received(order.buyer, order=order).state


def send_refund(refund_id: int) -> None:
    send(refund_id)


def come_in(person_id: int, invitation_id: int) -> str:
    """Join a group by an invitation."""
    person = get_user_model().objects.get(pk=person_id)
    return join_by_invitation(person, invitation=Invitation.objects.get(pk=invitation_id)).state


def join(person_id: int, group_id: int) -> str:
    person = get_user_model().objects.get(pk=person_id)
    return join_group(person, group=Group.objects.get(pk=group_id)).state


def take_over(offer_id: int) -> str:
    """Accept a group that one was offered."""
    offer = HandOver.objects.select_related("group", "to").get(pk=offer_id)
    return accept_group(offer.to, hand_over=offer).slug


def take_offer_back(offer_id: int) -> str:
    offer = HandOver.objects.select_related("group__owner", "offered_by").get(pk=offer_id)
    return withdraw_offer(offer.offered_by, hand_over=offer).state


def part(person_id: int, group_id: int) -> str:
    """Leave a group, whoever owns it by then."""
    person = get_user_model().objects.get(pk=person_id)
    return leave_group(person, group=Group.objects.get(pk=group_id), passing_on=True).state


def suspend(person_id: int) -> bool:
    people = get_user_model().objects
    staff = people.get(is_staff=True)
    return suspend_person(staff, target=people.get(pk=person_id), reason="x").is_active


def close(person_id: int) -> bool:
    return bool(close_account(get_user_model().objects.get(pk=person_id)).pk)


def make_known(person_id: int, post_id: int) -> bool:
    person = get_user_model().objects.get(pk=person_id)
    post = Post.objects.select_related("channel__group").get(pk=post_id)
    return announce(person, post=post).announced_at is not None


def trust(person_id: int, about_id: int, topic: str) -> int:
    """Endorse somebody, and say which place it took."""
    people = get_user_model().objects.in_bulk([person_id, about_id])
    return endorse(people[person_id], about=people[about_id], topic=topic, sentence="好").place


def shut_out(person_id: int, other_id: int) -> bool:
    """Block somebody."""
    people = get_user_model().objects.in_bulk([person_id, other_id])
    return bool(block(people[person_id], other=people[other_id]).pk)


def distrust(endorsement_id: int) -> bool:
    """Withdraw an endorsement."""
    endorsement = Endorsement.objects.select_related("by", "about", "topic").get(pk=endorsement_id)
    return withdraw(endorsement.by, endorsement=endorsement).withdrawn_at is not None


def trust_after_all(endorsement_id: int) -> int:
    """Undo a withdrawal, and say which place it takes."""
    endorsement = Endorsement.objects.select_related("by", "about", "topic").get(pk=endorsement_id)
    return reinstate(endorsement.by, endorsement=endorsement).place


def speak_for(person_id: int, group_id: int, product_id: int) -> str:
    """Vouch for a product."""
    person = get_user_model().objects.get(pk=person_id)
    product = Product.objects.select_related("store").get(pk=product_id)
    return vouch(person, group=Group.objects.get(pk=group_id), subject=product, sentence="好").sentence


def say(person_id: int, channel_id: int, key: str) -> str:
    """Write a post."""
    person = get_user_model().objects.get(pk=person_id)
    return write_post(person, channel=Channel.objects.get(pk=channel_id), text="到了", idempotency_key=key).reference


def say_much(person_id: int, channel_id: int, text: str, times: int) -> int:
    """Write so many posts, one after the other; how many are there then."""
    person, channel = get_user_model().objects.get(pk=person_id), Channel.objects.get(pk=channel_id)
    with lifted():
        return len({write_post(person, channel=channel, text=f"{text} {turn}").pk for turn in range(times)})


def reword(post_ids: list[int], text: str) -> int:
    """Have the author of each change its words; how many did."""
    with lifted():
        posts = [Post.objects.select_related("author", "channel__group").get(pk=pk) for pk in post_ids]
        return len([edit_post(post.author, post=post, text=f"{text} {post.pk}") for post in posts])


def take_out(person_id: int, post_ids: list[int]) -> int:
    """Hide each of the posts; how many are hidden."""
    person = get_user_model().objects.get(pk=person_id)
    posts = [Post.objects.select_related("channel__group").get(pk=pk) for pk in post_ids]
    return len([hide_post(person, post=post, reason="广告") for post in posts])


def read_through(person_id: int, feed: str, channel_id: int, times: int) -> list[list[int]]:
    """Page through a feed to its end, so many times: the ids of its posts as they were shown."""
    person = get_user_model().objects.get(pk=person_id)
    pages = {
        "home": partial(home_page, person),
        "channel": partial(channel_page, Channel.objects.get(pk=channel_id), person),
        "tag": partial(tag_page, Tag.objects.get(slug="茶"), person),
    }
    readings: list[list[int]] = []
    for _turn in range(times):
        page = pages[feed](limit=3)
        shown = [item.post.pk for item in page.items]
        while page.next_cursor is not None:
            page = pages[feed](cursor=page.next_cursor, limit=3)
            shown += [item.post.pk for item in page.items]
        readings.append(shown)
    return readings


def use(person_id: int, quota: str, cost: int) -> int:
    """Spend from a quota as a verb does; what was used of it then."""
    with transaction.atomic():
        return spend(get_user_model().objects.get(pk=person_id), Quota(quota), cost=cost).used


def come_by(person_id: int) -> None:
    """Open the person's page."""
    count_visit(get_user_model().objects.get(pk=person_id), source=ProfileVisit.Source.CARD)


def like(person_id: int, post_id: int) -> str:
    person = get_user_model().objects.get(pk=person_id)
    return react_to(person, post=Post.objects.get(pk=post_id)).kind


def pin(person_id: int, post_id: int) -> bool:
    person = get_user_model().objects.get(pk=person_id)
    return pin_post(person, post=Post.objects.get(pk=post_id)).pinned_at is not None


def open_draft(draft_id: int, contact: str) -> str:
    """Open the store of a draft as a newcomer."""
    return open_as_newcomer(draft=StoreDraft.objects.get(pk=draft_id), contact=parse_contact(contact)).slug


def open_one(person_id: int, name: str) -> str:
    return open_store(get_user_model().objects.get(pk=person_id), name=name).slug


def add(store_id: int, key: str) -> str:
    """Add a product."""
    store = Store.objects.select_related("owner").get(pk=store_id)
    choices = [VariantInput(price=100, stock=5)]
    return add_product(store.owner, store=store, name="茶", variants=choices, idempotency_key=key).slug


def count(item_id: int, available: int) -> int:
    """Count stock."""
    item = StockItem.objects.select_related("variant__product__store__owner").get(pk=item_id)
    return count_stock(item.variant.product.store.owner, item=item, available=available).available


def vote_in(person_id: int, poll_id: int, position: int) -> str:
    vote(get_user_model().objects.get(pk=person_id), poll=Poll.objects.get(pk=poll_id), positions=[position])
    return "voted"


def publish_due_draft(draft_id: int) -> str:
    publish_draft(draft_id)
    return "tried"


def publish_own_draft(draft_id: int) -> str:
    return publish(Draft.objects.select_related("author", "channel").get(pk=draft_id)).reference


def review(order_id: int, text: str) -> str:
    """The buyer says of the first product that they were content."""
    order = _order(order_id)
    product = Product.objects.get(variants__order_lines__order=order)
    return write_review(order.buyer, order=order, product=product, content=True, text=text).reference


def take_review_back(order_id: int) -> None:
    """And takes it back."""
    said = Review.objects.get(order=order_id)
    withdraw_review(said.buyer, review=said)


def bear_out(person_id: int, about_id: int, post_id: int) -> int | None:
    """Say that somebody kept a promise, for which a post stands here."""
    by, about = (get_user_model().objects.get(pk=pk) for pk in (person_id, about_id))
    row = record(Evidence.Kind.KEPT, by=by, about=about, source=Post.objects.get(pk=post_id))
    return row.pk if row else None


def take_word_back(evidence_id: int) -> int:
    return counter(Evidence.objects.filter(pk=evidence_id))


def object_to(person_id: int, evidence_id: int) -> str:
    person = get_user_model().objects.get(pk=person_id)
    return dispute(person, evidence=Evidence.objects.get(pk=evidence_id), text="不是").reference


def decide_objection(person_id: int, dispute_id: int, upheld: bool) -> str:
    person = get_user_model().objects.get(pk=person_id)
    made = Dispute.objects.get(pk=dispute_id)
    return decide_dispute(person, dispute=made, upheld=upheld, answer="看过了").outcome


def freeze_all(person_id: int, people: list[int]) -> int:
    clerk, *chosen = (get_user_model().objects.get(pk=pk) for pk in (person_id, *people))
    return len(freeze(clerk, people=chosen, reason="互相刷单"))
