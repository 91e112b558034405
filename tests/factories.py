"""Small rows for tests, made directly; tests of verbs call the verbs."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from taggit.models import Tag

from community.channels.models import Channel, Subscription
from community.endorsements.models import Endorsement
from community.groups.models import Group
from community.picks.models import Pick, PickList
from community.posts.models import Comment, Post
from content.pictures.models import Picture
from shop.catalog.models import Product, Variant
from shop.stock.models import StockItem
from shop.stores.models import Store


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"张三{n}")
    email = factory.Sequence(lambda n: f"person-{n}@qunpu.example")
    language = "zh-hans"


def prove(person: object) -> object:
    """The person has shown that their e-mail is theirs: then notifications go there."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


class PictureFactory(DjangoModelFactory):
    """A row without a file: enough wherever the pixels do not matter."""

    class Meta:
        model = Picture

    owner = factory.SubFactory(PersonFactory)
    width = 1280
    height = 960


class StoreFactory(DjangoModelFactory):
    class Meta:
        model = Store

    owner = factory.SubFactory(PersonFactory)
    slug = factory.Sequence(lambda n: f"store-{n}")
    name = factory.Sequence(lambda n: f"小店{n}")
    place_name = "西湖边"
    lat = 30_250_000
    lon = 120_150_000


class ProductFactory(DjangoModelFactory):
    """A product on the shelf with one nameless variant at `price` and `stock` pieces of it."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    store = factory.SubFactory(StoreFactory)
    slug = factory.Sequence(lambda n: f"product-{n}")
    name = factory.Sequence(lambda n: f"商品{n}")

    @factory.post_generation
    def price(self, create: bool, extracted: int | None, **kwargs: object) -> None:
        self.variant = VariantFactory(product=self, price=16800 if extracted is None else extracted)

    @factory.post_generation
    def stock(self, create: bool, extracted: int | None, **kwargs: object) -> None:
        StockItem.objects.filter(variant=self.variant).update(available=10 if extracted is None else extracted)


class VariantFactory(DjangoModelFactory):
    class Meta:
        model = Variant
        skip_postgeneration_save = True

    product = factory.SubFactory(ProductFactory)
    price = 16800

    @factory.post_generation
    def item(self, create: bool, extracted: object, **kwargs: object) -> None:
        StockItem.objects.get_or_create(variant=self, defaults={"available": 10})


class GroupFactory(DjangoModelFactory):
    """A group with its channel, and its owner as a member."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"邻里群{n}")
    owner = factory.SubFactory(PersonFactory)
    access = Group.Access.PUBLIC

    @factory.post_generation
    def home(self, create: bool, extracted: object, **kwargs: object) -> None:
        channel = Channel.objects.create(kind=Channel.Kind.GROUP, group=self)
        Subscription.objects.create(person=self.owner, channel=channel, role=Subscription.Role.OWNER, admitted=True)


def channel_of(subject: object) -> Channel:
    """The channel of a group, store, person or list of picks."""
    kind = {"Group": "group", "Store": "store", "Person": "person", "PickList": "picks"}[type(subject).__name__]
    return Channel.objects.get_or_create(**{kind: subject}, defaults={"kind": kind})[0]


def subscribe(person: object, subject: object, **fields: object) -> Subscription:
    """An active subscription of `person` to a group, store, person or list. Into a public group one just walks."""
    if isinstance(subject, Group):
        fields.setdefault("admitted", subject.access != Group.Access.PUBLIC or fields.get("role", "member") != "member")
    return Subscription.objects.create(person=person, channel=channel_of(subject), **fields)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    author = factory.SubFactory(PersonFactory)
    channel = factory.LazyAttribute(lambda post: channel_of(post.author))
    text = factory.Sequence(lambda n: f"今天到了第 {n} 批龙井。")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"话题{n}")


class PickListFactory(DjangoModelFactory):
    """A list with its channel."""

    class Meta:
        model = PickList
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    topic = factory.SubFactory(TagFactory)
    title = factory.Sequence(lambda n: f"清单{n}")
    slug = factory.Sequence(lambda n: f"list-{n}")

    @factory.post_generation
    def home(self, create: bool, extracted: object, **kwargs: object) -> None:
        Channel.objects.create(kind=Channel.Kind.PICKS, picks=self)


class PickFactory(DjangoModelFactory):
    """A product on a list; `store=…, product=None` for a store."""

    class Meta:
        model = Pick

    list = factory.SubFactory(PickListFactory)
    product = factory.SubFactory(ProductFactory)
    why = factory.Sequence(lambda n: f"喝到第 {n} 泡还有味。")


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    post = factory.SubFactory(PostFactory)
    author = factory.SubFactory(PersonFactory)
    text = "水温多少合适？"
    thread = factory.LazyAttribute(lambda one: (one.parent.thread or one.parent) if one.parent else None)
    parent = None


def tag(name: str) -> Tag:
    """The tag of that name."""
    return Tag.objects.get_or_create(name=name, defaults={"slug": name})[0]


class EndorsementFactory(DjangoModelFactory):
    """A row alone, which nothing was told of and no evidence stands behind."""

    class Meta:
        model = Endorsement

    by = factory.SubFactory(PersonFactory)
    about = factory.SubFactory(PersonFactory)
    topic = factory.LazyFunction(lambda: tag("茶"))
    sentence = "问水温，会先问是什么水。"
    place = factory.LazyAttribute(lambda word: Endorsement.objects.standing().filter(by=word.by).count() + 1)
