"""What happens to be told of, and the work that tells it."""

from datetime import UTC, datetime

from community.channels.models import Subscription
from community.notifications.models import Delivery, Event, Kind
from community.notifications.reading import bell_page
from community.notifications.tasks import deliver, make_notifications
from community.notifications.telling import tell
from community.posts.commenting import comment
from shop.checkout.models import Purchase
from shop.orders.models import Order
from tests.factories import PostFactory, StoreFactory, channel_of

NOON = datetime(2030, 11, 25, 4, tzinfo=UTC)


def speak(group, **fields):
    post = PostFactory(channel=channel_of(group), author=group.owner, **fields)
    make_notifications(tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post).pk)
    return post


def say(person, post, text="多少钱？", parent=None):
    """A comment of somebody in the group, told at once."""
    Subscription.objects.get_or_create(person=person, channel=post.channel)
    written = comment(person, post=post, text=text, parent=parent)
    for event in Event.objects.filter(comment=written):
        make_notifications(event.pk)
    return written


def work():
    """What a worker does until nothing is due."""
    for pk in list(Delivery.open_rows().order_by("pk").values_list("pk", flat=True)):
        deliver(pk)


def line_of(person):
    (line,) = bell_page(person).lines
    return line


def order_of(buyer=None, store=None):
    store = store or StoreFactory()
    purchase = Purchase.objects.create(
        buyer=buyer,
        recipient="张三",
        phone="1",
        street="西湖边",
        currency="CNY",
        total=100,
        expires_at="2030-01-01T00:00Z",
    )
    return Order.objects.create(purchase=purchase, store=store, buyer=buyer, currency="CNY", goods_total=100, total=100)
