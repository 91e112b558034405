"""Writing, finding and shelving products at the desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.pictures.models import Picture
from shop.catalog.models import Product, ProductPicture
from shop.catalog.publishing import VariantInput, add_product
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory
from tests.photos import from_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def owner(store, client):
    client.force_login(store.owner)
    return client


@pytest.fixture
def tea(store):
    return add_product(
        store.owner,
        store=store,
        name="明前龙井",
        variants=[VariantInput("50 克", 16800, 23), VariantInput("100 克", 30000, None)],
        pictures=[PictureFactory(owner=store.owner) for _ in range(2)],
        tags=["茶"],
        not_for="怕苦的人",
    )


def photo(raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", from_phone() if raw is None else raw, "image/jpeg")


def sheet(*choices: tuple[str, str, str], **words: object) -> dict[str, object]:
    """What the page sends: choices as (name, price, stock)."""
    rows = choices or (("", "68", "5"),)
    given = {"name": "桂花蜜", "description": "", "tags": "", "good_for": "", "not_for": ""}
    return given | {
        "choice-reference": [""] * len(rows),
        "choice-stock_was": [""] * len(rows),
        "choice-name": [row[0] for row in rows],
        "choice-price": [row[1] for row in rows],
        "choice-stock": [row[2] for row in rows],
        **words,
    }


def as_shown(product) -> dict[str, object]:
    """What the edit page sends when nothing was touched."""
    variants = list(product.variants.active().select_related("stock", "product__store"))
    stocks = [str(one.stock.available) if one.stock.is_tracked else "" for one in variants]
    return {
        "name": product.name,
        "description": product.description,
        "tags": "，".join(product.tags.names()),
        "good_for": product.good_for,
        "not_for": product.not_for,
        "how_to_use": product.how_to_use,
        "compared_with": product.compared_with,
        "picture": [hung.picture.reference for hung in product.pictures.all()],
        "choice-reference": [one.reference for one in variants],
        "choice-name": [one.name for one in variants],
        "choice-price": [one.money.plain for one in variants],
        "choice-stock": stocks,
        "choice-stock_was": stocks,
    }


def new(client, store, data):
    return client.post(reverse("desk_product_new", args=[store.slug]), data)


def edit(client, product, data):
    return client.post(reverse("desk_product", args=[product.store.slug, product.slug]), data)


def test_adding_works(owner, store):
    answer = new(owner, store, sheet(tags="蜜，甜、秋天", not_for="怕甜的人", photos=[photo(), photo()]))
    product = Product.objects.get()
    variant = product.variants.get()
    assert answer.status_code == 303
    assert answer.url == product.get_absolute_url()
    assert (product.name, product.state, variant.price, variant.stock.available) == ("桂花蜜", "published", 6800, 5)
    assert sorted(product.tags.names()) == ["甜", "秋天", "蜜"]
    assert product.pictures.count() == 2


def test_several_choices_and_one_that_never_runs_out(owner, store):
    new(owner, store, sheet(("小瓶", "38", "3"), ("大瓶", "¥68.50", "")))
    small, large = Product.objects.get().variants.all()
    assert (small.name, small.price, small.stock.available) == ("小瓶", 3800, 3)
    assert (large.name, large.price, large.stock.is_tracked) == ("大瓶", 6850, False)


def test_keeping_it_for_later(owner, store):
    new(owner, store, sheet(shelf="off"))
    assert Product.objects.get().state == Product.State.DRAFT


def test_sent_twice_adds_one(owner, store):
    first, second = (new(owner, store, sheet(key="k")) for _ in range(2))
    assert first.url == second.url
    assert Product.objects.count() == 1


def test_one_more_row_keeps_every_word_and_photo(owner, store):
    answer = new(
        owner, store, sheet(("小瓶", "贵", "x"), name="", description="写了很久", photos=[photo()], more_choices="1")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("data-choice-row") == 2
    assert "写了很久" in page
    assert 'value="贵"' in page
    assert Picture.objects.get().reference in page
    assert "aria-invalid" not in page
    assert not Product.objects.exists()


def test_a_row_can_be_taken_away(owner, store):
    page = new(owner, store, sheet(("小", "1", ""), ("大", "2", ""), drop_choice="0")).content.decode()
    assert page.count("data-choice-row") == 1
    assert 'value="大"' in page


def test_rows_that_nobody_wrote_in_do_not_count(owner, store):
    new(owner, store, sheet(("小", "1", ""), ("", "", ""), ("大", "2", "")))
    assert Product.objects.get().variants.count() == 2


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (sheet(name=""), "id_name_error"),
        (sheet(("", "贵", "")), "price"),
        (sheet(("", "", "5")), "price"),
        (sheet(("", "0", "5")), "大于 0"),
        (sheet(("", "1", "-1")), "stock"),
        (sheet(("", "1", "many")), "stock"),
        (sheet(("", "1", ""), ("大", "2", "")), "每种都要有名字"),
        (sheet(("大", "1", ""), ("大", "2", "")), "同名"),
        (sheet(tags="字" * 21), "最多 20"),
        (sheet(not_for="字" * 201), "id_not_for_error"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(owner, store, data, where):
    answer = new(owner, store, data | {"description": "写了很久", "photos": [photo()]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert where in page
    assert "写了很久" in page
    assert Picture.objects.get().reference in page
    assert not Product.objects.exists()


def test_a_photo_that_is_none_is_said_and_the_others_stay(owner, store):
    answer = new(owner, store, sheet(photos=[photo(), photo(b"hello")]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "HEIC" in page
    assert Picture.objects.get().reference in page


def test_nine_photos_are_enough(owner, store):
    references = [PictureFactory(owner=store.owner).reference for _ in range(9)]
    answer = new(owner, store, sheet(picture=references, photos=[photo()]))
    assert answer.status_code == 422
    assert "最多 9 张" in answer.content.decode()


def test_somebody_elses_picture_is_left_out(owner, store):
    new(
        owner,
        store,
        sheet(picture=[PictureFactory().reference, PictureFactory(owner=store.owner, is_private=True).reference]),
    )
    assert not Product.objects.get().pictures.exists()


def test_saving_what_was_shown_changes_nothing(owner, tea):
    before = list(tea.variants.values("reference", "name", "price", "position", "archived_at"))
    assert edit(owner, tea, as_shown(tea)).status_code == 303
    assert list(tea.variants.values("reference", "name", "price", "position", "archived_at")) == before
    assert tea.variants.first().stock.movements.count() == 1


def test_the_page_shows_what_there_is(owner, tea):
    page = owner.get(reverse("desk_product", args=[tea.store.slug, tea.slug])).content.decode()
    for words in ("明前龙井", "50 克", 'value="168"', 'value="23"', "怕苦的人", 'value="茶"'):
        assert words in page
    assert page.count('name="picture"') == 2


def test_stock_sold_meanwhile_is_not_put_back(owner, tea):
    data = as_shown(tea)
    stock = tea.variants.first().stock
    type(stock).objects.filter(pk=stock.pk).update(available=20)
    edit(owner, tea, data | {"name": "明前龙井 2026"})
    stock.refresh_from_db()
    tea.refresh_from_db()
    assert (stock.available, tea.name) == (20, "明前龙井 2026")


def test_stock_that_was_changed_is_counted(owner, tea):
    edit(owner, tea, as_shown(tea) | {"choice-stock": ["7", "9"]})
    assert [one.stock.available for one in tea.variants.active()] == [7, 9]


def test_pictures_change_places_and_go(owner, tea):
    first, second = [hung.picture.reference for hung in tea.pictures.all()]
    page = edit(owner, tea, as_shown(tea) | {"picture_first": second}).content.decode()
    assert page.index(f'name="picture" value="{second}"') < page.index(f'name="picture" value="{first}"')
    assert tea.pictures.first().picture.reference == first
    page = edit(owner, tea, as_shown(tea) | {"picture_away": first}).content.decode()
    assert f'name="picture" value="{first}"' not in page
    edit(owner, tea, as_shown(tea) | {"picture": [second]})
    assert [hung.picture.reference for hung in tea.pictures.all()] == [second]


def test_shelving_works_and_can_be_undone(owner, tea):
    for name, state, way in (("unshelve", "draft", "shelve"), ("shelve", "published", "unshelve")):
        answer = owner.post(reverse(f"desk_{name}", args=[tea.store.slug, tea.slug]), follow=True)
        tea.refresh_from_db()
        assert tea.state == state
        assert reverse(f"desk_{way}", args=[tea.store.slug, tea.slug]) in answer.content.decode()


def test_products_are_found(owner, store, tea):
    ProductFactory(store=store, name="桂花蜜", stock=1)
    ProductFactory(store=store, name="收起来的", state=Product.State.DRAFT)
    address = reverse("desk_products", args=[store.slug])

    def names(**query: str) -> set[str]:
        html = owner.get(address, query).content.decode()
        return {name for name in ("明前龙井", "桂花蜜", "收起来的") if name in html}

    assert names() == {"明前龙井", "桂花蜜", "收起来的"}
    assert names(q="龙井") == {"明前龙井"}
    assert names(state="off") == {"收起来的"}
    assert names(state="shelf") == {"明前龙井", "桂花蜜"}
    assert names(state="low") == {"桂花蜜"}
    assert names(q="\x00没有", state="odd") == set()


def test_more_products_cost_no_more_queries(owner, store):
    counts = []
    for many in (3, 9):
        for _ in range(many):
            ProductPicture.objects.create(product=ProductFactory(store=store), picture=PictureFactory())
        with CaptureQueriesContext(connection) as queries:
            owner.get(reverse("desk_products", args=[store.slug]))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11


def test_it_is_the_owners_alone(client, store, tea):
    addresses = [
        reverse("desk_products", args=[store.slug]),
        reverse("desk_product_new", args=[store.slug]),
        reverse("desk_product", args=[store.slug, tea.slug]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 302
    for stranger in (PersonFactory(), PersonFactory(is_staff=True)):
        client.force_login(stranger)
        for address in addresses:
            assert client.get(address).status_code == 403
        assert client.post(reverse("desk_unshelve", args=[store.slug, tea.slug])).status_code == 403


def test_odd_sheets_are_no_server_error(owner, store, tea):
    odd = (
        {},
        {"choice-price": ["1"] * 50},
        {"choice-name": ["a", "b"], "choice-price": ["1"]},
        {"drop_choice": "9" * 30},
        {"picture": ["\x00"] * 20, "picture_first": "é"},
        {"name": "\x00", "choice-reference": ["\x00"]},
        sheet(key="\x00" * 100),
        sheet() | {"choice-reference": ["0" * 16]},
    )
    for data in odd:
        assert new(owner, store, data).status_code < 500
        assert edit(owner, tea, data).status_code < 500
