"""What happens to orders, reviews and reports is written down, and countered where it no longer holds."""

import pytest
from django.db import transaction
from django.utils import timezone

from community.moderation.acting import hide_post, restore_post
from community.moderation.acts import act_on
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import Case, ModerationAction
from community.moderation.reporting import report, settle_reports
from community.moderation.settling import find_nothing_wrong
from community.moderation.undoing import take_back
from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Evidence
from shop import events
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.orders.receiving import receive_by_time
from shop.orders.refunding import refund_order
from shop.reviews.models import Review
from tests.community.trust.saying import standing
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe
from tests.shop.buying import GUEST, paid_order, place, received_order, shipped_order

pytestmark = pytest.mark.django_db
KEPT, BROKEN = ("buyer", "kept", "seller"), ("buyer", "broken", "seller")
CONTENT, NOT_CONTENT = ("buyer", "content", "seller"), ("buyer", "not_content", "seller")


@pytest.fixture
def received(buyer, product):
    return received_order(buyer, product)


@pytest.fixture
def review(received):
    """What the buyer says of something that is no longer sold."""
    about = {"order": received, "store": received.store, "product_name": "龙井"}
    return Review.objects.create(buyer=received.buyer, content=True, **about)


def says(review, *, content):
    review.content = content
    events.review_written.send(sender=type(review), review=review, actor=review.buyer)


def takes_back(review):
    events.review_withdrawn.send(sender=type(review), review=review, actor=review.buyer)


def test_a_received_order_is_a_kept_promise(received):
    assert standing() == [KEPT]
    row = Evidence.objects.get()
    assert (row.source, row.topic.name) == (received, "龙井")


def test_also_where_the_buyer_forgot_to_say_so(buyer, product):
    order = shipped_order(buyer, product)
    Order.objects.filter(pk=order.pk).update(changed_at=timezone.now() - timezone.timedelta(days=60))
    receive_by_time()
    assert standing() == [KEPT]


def test_a_refund_breaks_it(received, seller):
    refund_order(seller, order=received)
    assert standing() == [BROKEN]
    assert Evidence.objects.get(counters__kind=Evidence.Kind.KEPT).why == "refunded"


def test_so_does_the_staffs(buyer, product, clerk):
    refund_order(clerk, order=paid_order(buyer, product))
    assert standing() == [BROKEN]


def test_so_does_a_seller_who_cancels_what_is_paid(buyer, seller, product):
    cancel_order(seller, order=paid_order(buyer, product))
    assert standing() == [BROKEN]


@pytest.mark.parametrize("who", ["seller", "buyer"])
def test_what_was_never_paid_was_no_promise(buyer, seller, product, who):
    order = place(buyer, product).orders.get()
    cancel_order({"seller": seller, "buyer": buyer}[who], order=order)
    assert standing() == []


def test_what_the_staff_calls_off_the_seller_did_not_break(buyer, product, clerk):
    cancel_order(clerk, order=paid_order(buyer, product))
    assert standing() == []


def test_a_guests_purchase_says_nothing(product, seller):
    refund_order(seller, order=received_order(GUEST, product))
    assert not Evidence.objects.exists()


def test_nor_what_one_buys_of_oneself(seller, product):
    received_order(seller, product)
    assert not Evidence.objects.exists()


def test_what_fails_leaves_nothing(buyer, product):
    order = shipped_order(buyer, product)
    with transaction.atomic():
        events.order_received.send(sender=Order, order=order, actor=buyer)
        transaction.set_rollback(True)
    assert not Evidence.objects.exists()


def test_sent_twice_it_is_one_fact(received, buyer):
    events.order_received.send(sender=Order, order=received, actor=buyer)
    assert standing() == [KEPT]


def test_a_review_says_whether_they_are_content(review):
    says(review, content=True)
    assert standing() == [KEPT, CONTENT]
    assert Evidence.objects.get(kind=Evidence.Kind.CONTENT).topic.name == "龙井"


def test_of_a_product_with_a_topic_of_its_own(review, product):
    product.tags.set(["绿茶"])
    review.product_id = product.pk
    says(review, content=False)
    assert Evidence.objects.get(kind=Evidence.Kind.NOT_CONTENT).topic.name == "绿茶"


def test_a_change_of_mind_counters_the_former(review):
    for content in (True, False, False, True):
        says(review, content=content)
    assert standing() == [KEPT, CONTENT]
    taken = Evidence.objects.exclude(counters=None).order_by("pk")
    assert list(taken.values_list("counters__kind", "why")) == [(1, "changed"), (2, "changed")]


def test_withdrawn_it_says_nothing(review):
    says(review, content=False)
    takes_back(review)
    takes_back(review)
    assert standing() == [KEPT]


@pytest.mark.parametrize("hidden", [True, False])
def test_what_the_site_hides_says_nothing_until_it_is_shown_again(review, clerk, hidden):
    says(review, content=False)
    events.review_hidden.send(sender=type(review), review=review, actor=clerk, reason="骂人")
    if not hidden:
        events.review_restored.send(sender=type(review), review=review, actor=clerk, reason="看错了")
    assert standing() == ([KEPT] if hidden else [KEPT, NOT_CONTENT])


def test_content_with_how_a_refund_was_settled(review, received, seller):
    refund_order(seller, order=received)
    says(review, content=True)
    assert standing() == [CONTENT]
    assert Evidence.objects.get(counters__kind=Evidence.Kind.BROKEN).why == "settled"


@pytest.mark.parametrize("how", ["changed", "withdrawn"])
def test_but_only_as_long_as_they_say_so(review, received, seller, how):
    refund_order(seller, order=received)
    says(review, content=True)
    if how == "changed":
        says(review, content=False)
    else:
        takes_back(review)
    assert standing(kind=Evidence.Kind.BROKEN) == [BROKEN]


def test_a_review_before_the_refund_settles_nothing(review, received, seller):
    says(review, content=True)
    refund_order(seller, order=received)
    assert standing() == [CONTENT, BROKEN]


def test_what_was_struck_out_comes_back_by_no_review(review, received, seller, clerk):
    refund_order(seller, order=received)
    broken = Evidence.objects.standing().get(kind=Evidence.Kind.BROKEN)
    decide_dispute(clerk, dispute=dispute(seller, evidence=broken, text="说好的"), upheld=True, answer="对")
    for content in (True, False):
        says(review, content=content)
    assert standing(kind=Evidence.Kind.BROKEN) == []


def test_a_review_of_a_closed_account_says_nothing(review):
    review.buyer = None
    events.review_written.send(sender=type(review), review=review, actor=None)
    assert standing() == [KEPT]


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def author(group):
    return subscribe(PersonFactory(username="author"), group).person


@pytest.fixture
def post(group, author):
    return PostFactory(channel=group.channel, author=author)


@pytest.fixture
def reported(post, buyer, seller):
    """Two people reported the post."""
    for reporter in (seller, buyer):
        report(reporter, target=post, reason="spam")
    return Case.objects.get()


UPHELD = [("seller", "reported", "author"), ("buyer", "reported", "author")]


@pytest.mark.parametrize("act", ["hide", "warn", "limit", "remove", "ban", "suspend"])
def test_an_upheld_report_is_borne_out_by_each_who_made_it(reported, post, clerk, act):
    terms = {"what": ["post"]} if act == "limit" else {}
    act_on(clerk, case=reported, target=post, act=act, reason="广告", **terms)
    assert sorted(standing()) == sorted(UPHELD)
    assert {row.source.verb for row in Evidence.objects.all()} == {ModerationAction.objects.get(owner=post.author).verb}


def test_where_nothing_wrong_is_found_nothing_is_said(reported, clerk):
    find_nothing_wrong(clerk, case=reported, reason="没问题")
    assert standing() == []


def test_nor_where_nobody_was_called_to_account(reported, post, clerk):
    settle_reports(clerk, target=post, reason="处理好了")
    assert standing() == []


def test_nor_of_what_nobody_reported(post, clerk):
    hide_post(clerk, post=post, reason="广告")
    assert standing() == []


@pytest.mark.parametrize("how", ["restored", "taken back", "appealed"])
def test_undone_it_counts_no_more(reported, post, author, clerk, other_clerk, how):
    hide_post(clerk, post=post, reason="广告")
    action = ModerationAction.objects.get()
    assert len(standing()) == 2
    if how == "restored":
        restore_post(clerk, post=post, reason="看错了")
    elif how == "taken back":
        take_back(clerk, action=action, reason="看错了")
    else:
        made = appeal(author, action=action, text="不是")
        decide_appeal(other_clerk, appeal=made, upheld=True, answer="对")
    assert standing() == []
    assert set(Evidence.objects.exclude(counters=None).values_list("why", flat=True)) == {"undone"}


def test_a_refused_appeal_changes_nothing(reported, post, author, clerk, other_clerk):
    hide_post(clerk, post=post, reason="广告")
    made = appeal(author, action=ModerationAction.objects.get(), text="不是")
    decide_appeal(other_clerk, appeal=made, upheld=False, answer="是")
    assert len(standing()) == 2


def test_of_two_sides_of_an_order_only_who_was_called_to_account(buyer, seller, product, clerk):
    order = paid_order(buyer, product)
    for reporter in (buyer, seller):
        report(reporter, target=order, reason="fraud")
    case = Case.objects.get(about=seller)
    act_on(clerk, case=case, target=order, act="warn", reason="假货")
    assert standing() == [("buyer", "reported", "seller")]
    assert Evidence.objects.get().topic.name == "龙井"


def test_each_costs_the_same(review, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        says(review, content=True)
