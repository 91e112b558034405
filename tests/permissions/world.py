"""A small town for the permission matrix: one of each thing, and people who stand in each relation to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from PIL import Image

from community.calling.models import Call
from community.conversations.models import Conversation, MessagePicture
from community.devices.models import PushSubscription
from community.drafts.models import Draft
from community.endorsements.models import Endorsement
from community.groupbuys.models import GroupBuy
from community.groups.models import Group, HandOver, Invitation
from community.hail.models import Hail
from community.moderation.acting import hide_post
from community.moderation.appealing import appeal
from community.moderation.models import Appeal, ModerationAction, Report, WordRule
from community.moderation.reporting import report
from community.moderation.warning import warn_person
from community.needs.keeping import keep_weekly
from community.needs.models import StandingNeed
from community.notifications.models import Event, Kind, Notification
from community.offers.models import Offer
from community.picks.models import Pick
from community.polls.asking import Question, put_to
from community.posts.models import Post
from community.privacy.models import Archive
from community.shelves.models import ShelfItem
from community.trust.disputing import dispute
from community.trust.models import Dispute, Evidence
from community.trust.recording import record
from content.articles.models import Article
from content.pictures.ingesting import take_picture
from shop.checkout.models import Address, Purchase
from shop.orders.models import Order, OrderLine, OrderState
from shop.payments.models import Payment
from shop.reviews.models import Review
from tests.factories import (
    CommentFactory,
    EndorsementFactory,
    GroupFactory,
    PersonFactory,
    PickFactory,
    PickListFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

ROLES = ("anonymous", "outsider", "member", "owner", "other owner", "staff")


@dataclass
class World:
    """`people` by role; the rest is what routes are about. The owner owns the store, the group and the article;
    the member is in the group and bought the order."""

    people: dict[str, Any]
    store: Any
    product: Any
    group: Group
    invitation: Invitation
    post: Post
    comment: Any
    article: Article
    purchase: Purchase
    order: Order
    payment: Payment
    picture: Any
    address: Address
    report: Report
    ruling: ModerationAction
    appeal: Appeal
    word: WordRule
    held: Draft
    shelved: ShelfItem
    endorsement: Endorsement
    picked: Pick
    notification: Notification
    archive: Archive
    dispute: Dispute
    hail: Hail
    offer: Offer

    @property
    def device(self) -> str:
        """The reference of a browser on which the member is told."""
        member = self.people["member"]
        device, _made = PushSubscription.objects.get_or_create(
            person=member, salt=member.session_salt, defaults={"endpoint": "https://fcm.googleapis.com/x", "name": "x"}
        )
        return device.reference

    @property
    def need(self) -> StandingNeed:
        """What the member has asked every week."""
        member = self.people["member"]
        return keep_weekly(member, text="周五要二两龙井", weekday=4, hour=9, idempotency_key="weekly")

    @property
    def group_buy(self) -> GroupBuy:
        """What the member began to buy together in the group, from the owner's store; two pieces came together."""
        member, closes_at = self.people["member"], timezone.now() + timedelta(days=3)
        store, price = self.store, {"unit_price": 15000, "currency": "CNY", "least": 2}
        words = {"seller": store.owner, "title": "明前龙井", "closes_at": closes_at, "due_at": closes_at}
        buy, made = GroupBuy.objects.get_or_create(organiser=member, store=store, defaults=price | words)
        if made:
            buy.in_groups.create(group=self.group)
            address = {"recipient": "陈", "phone": "+8613800138000", "street": "南山路 1 号"}
            buy.participations.create(person=member, quantity=2, **address)
        return buy

    @property
    def draft(self) -> Draft:
        """What the member has put by."""
        words = {"text": "改天再说", "poll": {"options": ["一", "二"], "is_multiple": False, "days": 3}}
        draft, _made = Draft.objects.get_or_create(
            author=self.people["member"], idempotency_key="draft", defaults={"channel": self.group.channel} | words
        )
        return draft

    @property
    def thread_photo(self) -> str:
        """The reference of a photo that the member sent to the seller of their order."""
        conversation, _made = Conversation.objects.get_or_create(order=self.order)
        sent = MessagePicture.objects.filter(message__conversation=conversation).first()
        if sent is None:
            message = conversation.messages.create(side="buyer", sender=self.people["member"], text="是这个吗？")
            photo = take_picture(message.sender, file=_photo(), is_private=True)
            sent = message.pictures.create(picture=photo)
        return str(sent.picture.reference)

    @property
    def message(self) -> str:
        """The reference of what they wrote with it."""
        return MessagePicture.objects.get(picture__reference=self.thread_photo).message.reference

    @property
    def review(self) -> str:
        """The reference of what the member said of what they bought, whatever has become of the order."""
        review, made = Review.objects.get_or_create(
            order=self.order,
            product=self.product,
            defaults={
                "store": self.store,
                "buyer": self.people["member"],
                "product_name": self.product.name,
                "content": True,
                "text": "买过三回了",
            },
        )
        if made:
            # So long ago that its date is a day's, however long a walk takes.
            Review.objects.filter(pk=review.pk).update(created_at=timezone.now() - timedelta(days=9))
        return str(review.reference)

    @property
    def variant(self) -> Any:
        return self.product.variants.first()


def build() -> World:
    """Make the town in the database."""
    owner, member = PersonFactory(username="owner"), PersonFactory(username="member")
    other = PersonFactory(username="other-owner")
    people = {
        "anonymous": AnonymousUser(),
        "outsider": PersonFactory(username="outsider"),
        "member": member,
        "owner": owner,
        "other owner": other,
        "staff": PersonFactory(username="staff", is_staff=True, is_superuser=True),
    }
    store = StoreFactory(owner=owner, slug="tea")
    StoreFactory(owner=other, slug="bread")
    channel_of(store)
    group = GroupFactory(owner=owner, slug="lake", access=Group.Access.ASK)
    subscribe(member, group)
    picture = take_picture(member, file=_photo(), is_private=True)
    post = PostFactory(author=member, channel=group.channel)
    post.pictures.create(picture=picture)
    put_to(post, Question(("龙井", "白茶")))
    post.revisions.create(text="先前的话", written_at=post.created_at)
    purchase, order, payment = bought(member, store)
    HandOver.objects.create(group=group, offered_by=owner, to=member)
    subscribe(PersonFactory(username="banned"), group, state="banned")
    # An answer to the owner, who may say that it helped.
    comment = CommentFactory(post=post, author=member, parent=CommentFactory(post=post, author=owner))
    hail, offer = answered(member, store, group)
    world = World(
        people=people,
        store=store,
        product=order.lines.get().variant.product,
        group=group,
        invitation=Invitation.objects.create(group=group, created_by=owner),
        post=post,
        comment=comment,
        article=Article.objects.create(
            author=owner, slug="water", title="水", body="水。", published_at=timezone.now()
        ),
        purchase=purchase,
        order=order,
        payment=payment,
        picture=picture,
        address=Address.objects.create(person=member, recipient="陈", phone="+8613800138000", street="南山路 1 号"),
        notification=_told(member, comment),
        archive=Archive.objects.create(person=member),
        held=Draft.objects.create(
            author=member,
            channel=group.channel,
            text="茶到了",
            state=Draft.State.HELD,
            reason="说过了",
            similar_to=post,
        ),
        report=_reported(people["owner"], post),
        ruling=warn_person(owner, target=member, reason="广告", group=group),
        appeal=_appealed(owner, member, group),
        shelved=_on_the_shelf(member, group),
        picked=PickFactory(list=PickListFactory(person=owner, slug="green", title="绿茶")),
        # So long ago that its date is a day's, however long a walk takes.
        endorsement=EndorsementFactory(by=member, about=owner, created_at=timezone.now() - timedelta(days=9)),
        word=WordRule.objects.create(group=group, kind=WordRule.Kind.WORD, text="高仿"),
        dispute=_objected(member, owner, group),
        hail=hail,
        offer=offer,
    )
    # Said before anybody asks for it.
    assert world.review
    _agreed(order)
    return world


def bought(buyer: Any, store: Any) -> tuple[Purchase, Order, Payment]:
    product = ProductFactory(store=store, slug="longjing")
    purchase = Purchase.objects.create(
        buyer=buyer,
        recipient="陈",
        phone="+8613800138000",
        street="南山路 1 号",
        currency="CNY",
        total=16800,
        state=Purchase.State.PAID,
        placing_scope=f"person:{buyer.pk}",
        idempotency_key="once",
        expires_at=timezone.now(),
    )
    order = Order.objects.create(
        purchase=purchase,
        store=store,
        buyer=buyer,
        state=OrderState.PAID,
        currency="CNY",
        goods_total=16800,
        total=16800,
    )
    OrderLine.objects.create(
        order=order, variant=product.variant, product_name=product.name, unit_price=16800, quantity=1
    )
    payment = Payment.objects.create(
        purchase=purchase, gateway="sandbox", gateway_reference="s1", currency="CNY", amount=16800, state="captured"
    )
    return purchase, order, payment


def asked(person: Any, group: Group, text: str) -> Hail:
    """What the person needs, asked in the group."""
    now = timezone.now()
    until = {"expires_at": now + timedelta(days=1), "searched_at": now}
    hail = Hail.objects.create(person=person, text=text, audience="groups", lat_cell=3025, lon_cell=12015, **until)
    hail.in_groups.create(group=group)
    return hail


def answered(person: Any, store: Any, group: Group) -> tuple[Hail, Offer]:
    """The same, and what the store offers."""
    hail = asked(person, group, "要两罐明前茶")
    call = Call.objects.create(hail=hail, store=store, wave=1, answered_at=hail.created_at)
    offer = Offer.objects.create(
        hail=hail,
        call=call,
        store=store,
        seller=store.owner,
        title="明前龙井",
        unit_price=16800,
        together_from=2,
        together_price=15000,
        currency="CNY",
        valid_until=hail.expires_at,
    )
    return hail, offer


def _agreed(order: Order) -> Offer:
    """The offer of which the order came."""
    now = timezone.now()
    ended: dict[str, Any] = {"state": "chosen", "closed_at": now}
    hail = Hail.objects.create(
        person=order.buyer, text="要二两龙井", audience="everyone", expires_at=now + timedelta(hours=1), **ended
    )
    call = Call.objects.create(hail=hail, store=order.store, wave=1, answered_at=now)
    terms: dict[str, Any] = {"title": "龙井", "unit_price": 16800, "currency": "CNY", "valid_until": hail.expires_at}
    made: dict[str, Any] = {"hail": hail, "call": call, "store": order.store, "seller": order.store.owner}
    return Offer.objects.create(order=order, **made, **terms, **ended)


def _reported(reporter: Any, post: Post) -> Report:
    """Someone reported the post."""
    return report(reporter, target=post, reason=Report.Reason.SPAM, note="每天都发")


def _appealed(keeper: Any, author: Any, group: Group) -> Appeal:
    """A post that the group's owner hid; its author says that this was wrong."""
    post = PostFactory(author=author, channel=group.channel, text="买一送十")
    hide_post(keeper, post=post, reason="广告")
    return appeal(author, action=ModerationAction.objects.first(), text="是自家的茶。")


def _on_the_shelf(person: Any, group: Group) -> ShelfItem:
    item = ShelfItem.objects.create(group=group, product=ProductFactory(name="莓茶"))
    item.vouchers.create(person=person, sentence="年年都买")
    return item


def _objected(author: Any, reporter: Any, group: Group) -> Dispute:
    """A report was upheld; whom it concerned says that this is wrong."""
    action = warn_person(reporter, target=author, reason="每天都发", group=group)
    said = record(Evidence.Kind.REPORTED, by=reporter, about=author, source=action)
    assert said is not None
    return dispute(author, evidence=said, text="只发了一次")


def _photo() -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", (800, 600), "seagreen").save(drawn, "JPEG")
    drawn.seek(0)
    return drawn


def _told(person: Any, comment: Any) -> Notification:
    """The person was told of the comment."""
    event = Event.objects.create(
        kind=Kind.COMMENT,
        key="comment:1",
        actor=comment.author,
        post=comment.post,
        comment=comment,
        done_at=timezone.now(),
    )
    return Notification.objects.create(
        person=person, kind=Kind.COMMENT, group_key=f"comment:{comment.post.reference}", latest=event
    )
