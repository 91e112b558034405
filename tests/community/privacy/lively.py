"""Someone who has done everything there is to do, in words that stand nowhere else."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from community.attention.quotas import lifted
from community.brand.choosing import choose_shown
from community.brand.models import ProfileVisit
from community.brand.visiting import count_visit
from community.calling.duty import set_duty
from community.calling.indexing import write_terms
from community.calling.models import Call
from community.channels.models import Subscription
from community.conversations.saying import say
from community.devices.registering import register_device
from community.drafts.models import Draft
from community.endorsements.endorsing import endorse
from community.entry.models import OneTimeCode
from community.entry.tokens import new_token
from community.feeds.visits import note_visit
from community.groupbuys.models import GroupBuy
from community.groups.founding import found_group
from community.groups.handing import offer_group
from community.groups.inviting import invite
from community.groups.joining import join_group
from community.groups.membering import remove_member
from community.hail.hailing import post_hail
from community.hail.models import HailDraft, Second
from community.moderation.acting import hide_comment
from community.moderation.appealing import appeal
from community.moderation.models import Case, ModerationAction, WordRule
from community.moderation.reporting import report
from community.moderation.restricting import limit_person
from community.moderation.settling import find_nothing_wrong
from community.needs.keeping import keep_watch, keep_weekly
from community.notifications.models import Digest, Event, Kind, Notification, Preference, Rhythm
from community.offers.making import Terms, change_offer, make_offer
from community.offers.models import Offer
from community.offers.outcomes import say_outcome
from community.people.blocking import block
from community.people.models import Person
from community.people.muting import mute_person
from community.people.profile import write_profile
from community.picks.listing import make_list
from community.picks.picking import pick
from community.polls.asking import Question, put_to
from community.polls.voting import vote
from community.posts.commenting import comment, edit_comment
from community.posts.reacting import react
from community.posts.reposting import repost
from community.posts.saving import save_post
from community.posts.useful import mark_useful
from community.posts.writing import edit_post, write_post
from community.shelves.vouching import vouch
from community.standing.choosing import choose_paths
from community.standing.models import VoiceCount
from community.suggestions.dismissing import wave_off
from community.trust.disputing import dispute
from community.trust.freezing import freeze
from community.trust.models import Evidence
from community.trust.verifying import verify
from content.articles.writing import write_article
from content.pictures.ingesting import take_picture
from shop.catalog.publishing import VariantInput, add_product
from shop.checkout.addresses import remember_address
from shop.orders.receiving import confirm_received
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from shop.reviews.answering import answer_review
from shop.reviews.writing import write_review
from shop.stores.models import StoreDraft
from shop.stores.opening import open_store
from tests.community.devices.service import Browser
from tests.community.offers.answering import answered, chosen, hail, received, stores
from tests.factories import CommentFactory, PersonFactory, PostFactory, ProductFactory, channel_of, subscribe
from tests.shop.buying import bag_with, paid_order, pay, place, send_refunds

MARK = "白鹭洲"


def photo_of(person: Person) -> Any:
    drawn = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(drawn, "JPEG")
    return take_picture(person, file=SimpleUploadedFile("a.jpg", drawn.getvalue()), alt=f"{MARK}的照片")


def live() -> Person:
    """Wrote, sold, bought, voted, kept order, was moderated and so on; nothing of it is under way."""
    person = PersonFactory(username="egret", name=f"{MARK}先生", email="egret@qunpu.example", phone="+8613800138000")
    write_profile(person, name=f"{MARK}先生", headline=f"{MARK}的茶", story=f"在{MARK}", specialties=[f"{MARK}茶"])
    choose_shown(person, lessons=True)
    count_visit(person, source=ProfileVisit.Source.CARD)
    _writes(person)
    _keeps_a_group(person)
    _is_kept_in_order(person)
    _sells(person)
    _hails(person)
    _answers(person)
    _buys(person)
    _needs(person)
    _comes_in(person)
    _is_trusted(person)
    _is_weighed(person)
    _is_told(person)
    return person


def _writes(person: Person) -> None:
    channel, others = channel_of(person), PostFactory()
    poll = Question((f"{MARK}东", f"{MARK}西"))
    words = {"channel": channel, "pictures": [photo_of(person)], "poll": poll, "count": False}
    post = write_post(person, text=f"{MARK}今天有雾 #{MARK}", **words)
    edit_post(person, post=post, text=f"{MARK}今天没有雾 #{MARK}")
    edit_comment(person, comment=comment(person, post=others, text=f"{MARK}也有"), text=f"{MARK}也有雾")
    react(person, post=others)
    mark_useful(others.author, comment=person.comments.get())
    mark_useful(person, comment=CommentFactory(post=post))
    save_post(person, post=others)
    repost(person, post=others, channel=channel, text=f"转给{MARK}的人")
    asked = PostFactory(text="去哪里？")
    vote(person, poll=put_to(asked, Question(("山上", "水边"))), positions=[2])
    report(person, target=others, reason="spam", note=f"{MARK}见过")
    _trusts(person, others.author)
    block(person, other=PersonFactory(username="heron"))
    mute_person(person, other=PersonFactory(username="stork"))
    wave_off(person, channel=channel_of(PersonFactory(username="crane")))
    draft = Draft.objects.create(
        author=person, channel=channel, text=f"{MARK}草稿", poll=Question((f"{MARK}甲", f"{MARK}乙")).as_json()
    )
    draft.pictures.create(picture=photo_of(person))
    write_article(person, title=f"{MARK}的水", body=f"{MARK}。", language="zh-hans")
    picks = make_list(person, title=f"{MARK}好茶", topic=f"{MARK}茶", about=f"{MARK}人挑的")
    pick(person, picks=picks, subject=ProductFactory(), why=f"{MARK}都喝", is_paid=True, commission=f"{MARK}茶票")
    _note_in_admin(person)
    _note_in_admin(post)
    _note_in_admin(picks)


def _trusts(person: Person, other: Person) -> None:
    with lifted():
        endorse(person, about=other, topic=f"{MARK}茶", sentence=f"{MARK}人都问他")
        endorse(other, about=person, topic="茶", sentence="说到做到")


def _note_in_admin(thing: Any) -> None:
    """An operator did something to it in the admin, which notes how it is called."""
    kind = ContentType.objects.get_for_model(thing)
    LogEntry.objects.create(
        user=PersonFactory(is_staff=True),
        content_type=kind,
        object_id=thing.pk,
        object_repr=str(thing),
        action_flag=CHANGE,
    )


def _keeps_a_group(person: Person) -> None:
    group = found_group(person, name=f"{MARK}群", about=f"{MARK}的人", rules=f"{MARK}三章", questions=[f"到过{MARK}吗"])
    invite(person, group=group)
    member, rude = PersonFactory(), PersonFactory()
    subscribe(member, group)
    membership = subscribe(rude, group)
    offer_group(person, group=group, to=member)
    vouch(person, group=group, subject=ProductFactory(), sentence=f"{MARK}人都喝")
    report(rude, target=PostFactory(author=member, channel=group.channel), reason="abuse")
    find_nothing_wrong(person, case=Case.objects.get(group=group), reason=f"{MARK}话不算骂人")
    remove_member(person, subscription=membership, reason=f"{MARK}不许骂人")
    WordRule.objects.create(group=group, kind=WordRule.Kind.WORD, text="高仿", created_by=person)


def _is_kept_in_order(person: Person) -> None:
    keeper = PersonFactory()
    group = found_group(keeper, name="山上", access="ask", questions=["从哪里来？"])
    join_group(person, group=group, note=f"{MARK}来的", answers={"从哪里来？": f"{MARK}对岸"})
    Subscription.objects.filter(person=person, channel=group.channel).update(state=Subscription.State.ACTIVE)
    said = comment(person, post=PostFactory(author=keeper, channel=group.channel), text=f"{MARK}卖茶")
    hide_comment(keeper, comment=said, reason="广告")
    appeal(person, action=ModerationAction.objects.filter(owner=person).first(), text=f"{MARK}不卖茶")
    limit_person(keeper, target=person, what=["post"], reason="广告", group=group)


def _sells(person: Person) -> None:
    store = open_store(person, name="水边小店", tagline=f"{MARK}边上", story=f"{MARK}来的", place_name=f"{MARK}路")
    variants = [VariantInput(name="", price=6800, stock=5)]
    words = {"description": f"{MARK}的水", "not_for": f"不在{MARK}的人"}
    product = add_product(person, store=store, name="碧螺春", variants=variants, pictures=[photo_of(person)], **words)
    product.variant = product.variants.get()
    buyer = PersonFactory()
    order = ship(person, order=paid_order(buyer, product), carrier="顺丰", note=f"从{MARK}寄出")
    say(person, order=order, text=f"{MARK}的雨前茶", pictures=[photo_of(person)])
    confirm_received(buyer, order=order)
    review = write_review(buyer, order=order, product=product, content=True)
    answer_review(person, review=review, text=f"{MARK}谢谢你")
    refund_order(person, order=paid_order(buyer, product), reason=f"{MARK}断货")
    send_refunds()
    StoreDraft.objects.create(person=person, store_name=f"{MARK}二店", contact="egret@qunpu.example")


def _buys(person: Person) -> None:
    product = ProductFactory()
    purchase = place(person, product, recipient=f"{MARK}收", notes={product.store.slug: f"放在{MARK}门口"})
    pay(purchase)
    order = ship(product.store.owner, order=purchase.orders.get(), tracking_number="SF1234")
    say(person, order=order, text=f"到{MARK}了吗")
    say(product.store.owner, order=order, text="明天到")
    confirm_received(person, order=order)
    for text in ("有点潮", "还是潮"):
        words = {"text": f"{MARK}的天{text}", "pictures": [photo_of(person)]}
        write_review(person, order=order, product=product, content=False, **words)
    bag_with(person, ProductFactory())
    remember_address(person, recipient=f"{MARK}收", phone="+8613800138000", street=f"{MARK} 1 号")


def _hails(person: Person) -> None:
    """One hail stands, with a draft of the next; of another came an order, and what came of it is said."""
    group = person.owned_groups.get()
    words = {"tags": [f"{MARK}茶"], "pictures": [photo_of(person)], "place_name": f"{MARK}路口"}
    post_hail(person, text=f"{MARK}要茶", audience="groups", groups=[group], **words)
    (store,) = stores()
    made = hail(person, text=f"{MARK}请客，要桂花酥")
    Call.objects.filter(hail=made).update(reasons=[{"code": "words", "words": [f"{MARK}请"]}])
    offer = answered(made, store)
    chosen(offer)
    received(Offer.objects.get(pk=offer.pk))
    say_outcome(person, offer=Offer.objects.get(pk=offer.pk), came="on_time", as_promised=True, words=f"{MARK}人都说好")
    Second.objects.create(hail=post_hail(PersonFactory(), text="谁有伞"), person=person)
    draft = HailDraft.objects.create(person=person, typed={"text": f"{MARK}还要水"})
    draft.pictures.create(picture=photo_of(person))


def _needs(person: Person) -> None:
    """One need was asked and is asked again, for another something was found; one group-buy they began, and are in."""
    group = person.owned_groups.get()
    words = {"tags": [f"{MARK}茶"], "place_name": f"{MARK}路口"}
    need = keep_weekly(person, text=f"{MARK}每周要茶", weekday=4, hour=9, audience="groups", groups=[group], **words)
    turn = {"day": timezone.localdate() - timedelta(days=7), "done_at": timezone.now(), "outcome": "refused"}
    need.turns.create(reason=f"{MARK}没有问", **turn)
    watch = keep_watch(person, text=f"{MARK}的水")
    post = PostFactory(channel=group.channel)
    watch.matches.create(group=group, post=post)
    store, closes_at = ProductFactory().store, timezone.now() + timedelta(days=1)
    price = {"unit_price": 900, "currency": "CNY", "least": 2, "closes_at": closes_at, "due_at": closes_at}
    buy = GroupBuy.objects.create(organiser=person, store=store, seller=store.owner, title="桂花酥", **price)
    buy.in_groups.create(group=group)
    to = {"recipient": f"{MARK}收", "phone": "+8613800138000", "street": f"{MARK} 1 号"}
    buy.participations.create(person=person, quantity=2, reason=f"{MARK}等着", **to)


def _answers(person: Person) -> None:
    """Two hails of others are answered; one answer stands, and was changed."""
    store = person.stores.get()
    add_product(person, store=store, name="桂花酥", variants=[VariantInput(name="", price=900, stock=40)])
    set_duty(person, store=store, is_on=True, words=f"{MARK}茶 桂花酥")
    write_terms(store)
    terms = {
        "title": f"{MARK}桂花酥",
        "words": f"{MARK}做的",
        "knows": f"{MARK}人这样吃",
        "delivery_note": f"{MARK}自提",
    }
    made = hail(text="要桂花酥")
    pictures = [photo_of(person)]
    first = make_offer(person, hail=made, store=store, terms=Terms(unit_price=900, **terms), pictures=pictures)
    change_offer(person, offer=first, terms=Terms(unit_price=800, **terms))
    second = answered(hail(text="也要桂花酥"), store)
    chosen(second)
    received(Offer.objects.get(pk=second.pk))
    say_outcome(second.hail.person, offer=Offer.objects.get(pk=second.pk), came="on_time", as_promised=True)


def _is_trusted(person: Person) -> None:
    """The site knows who they are; what was said of them they object to, and once their voice was frozen."""
    clerk = PersonFactory(is_staff=True)
    verify(clerk, target=person, reason="看过证件")
    freeze(clerk, people=[person], reason="互相刷单")
    against = Evidence.objects.standing().filter(about=person, kind=Evidence.Kind.BROKEN).get()
    dispute(person, evidence=against, text=f"{MARK}没有断货")


def _comes_in(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "egret"})
    new_token(person)
    OneTimeCode.objects.create(purpose="enter", kind="email", value=person.email)
    OneTimeCode.objects.create(purpose="contact", kind="email", value="egret@elsewhere.example", person=person)
    browser = Browser("https://fcm.googleapis.com/fcm/send/egret")
    register_device(person, **browser.keys, name=f"{MARK}的手机")


def _is_weighed(person: Person) -> None:
    choose_paths(person, endorsements=True, groups=False)
    VoiceCount.objects.create(done_at=timezone.now()).voices.create(person=person, thousandths=120)


def _is_told(person: Person) -> None:
    note_visit(person, 0)
    event = Event.objects.create(kind=Kind.FOLLOWER, key="follower:1", actor=PersonFactory(), done_at=timezone.now())
    told = Notification.objects.create(person=person, kind=Kind.FOLLOWER, group_key="follower", latest=event)
    told.entries.create(event=event, person=event.actor, round=1)
    told.deliveries.create(medium="email", batch=1)
    Preference.objects.create(person=person, kind=Kind.FOLLOWER, medium="email", enabled=False)
    Rhythm.objects.create(person=person, quiet=True, digest="daily")
    Digest.objects.create(person=person, period="2026-11-25", since=timezone.now() - timedelta(days=1))
