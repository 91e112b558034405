"""Saying whether one was content; reading what buyers say; answering it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say
from shop.catalog.models import Product
from shop.catalog.views import product_of
from shop.desk.frame import desk_frame
from shop.reviews import policies, showing
from shop.reviews.answering import answer_review, take_answer_back
from shop.reviews.finding import deal_of
from shop.reviews.forms import VERDICTS, YES, AnswerForm, Sheet
from shop.reviews.limiting import kept_from_reviewing
from shop.reviews.listing import desk_page
from shop.reviews.models import Review
from shop.reviews.policies import Deal
from shop.reviews.writing import withdraw_review, write_review
from shop.stores.models import Store
from shop.stores.policies import owns_store
from shop.stores.showing import store_of, storefront


@never_cache
@read_or_send
@allow(policies.can_review, deal_of)
def write(request: HttpRequest, deal: Deal) -> HttpResponse:
    """Say it, or say it otherwise; a POST of the verdict alone, as the order's page sends it, leaves the words."""
    if request.method == "POST" and "text" not in request.POST:
        return _verdict(request, deal)
    sheet = Sheet.sent(request) if request.method == "POST" else Sheet.of(deal.review)
    if away := request.POST.get("picture_away", ""):
        return _sheet(request, deal, sheet.without(away))
    if request.method == "POST" and sheet.is_valid():
        with refusals_to(sheet.form):
            review = write_review(request.user, order=deal.order, product=deal.product, **sheet.arguments())
            say(request, _("Thank you. Others read it now beside the goods."))
            return see_other(review.order_url)
    return _sheet(request, deal, sheet)


def _verdict(request: HttpRequest, deal: Deal) -> HttpResponse:
    content = request.POST.get("content", "")
    if content not in dict(VERDICTS):
        return _sheet(request, deal, Sheet.of(deal.review))
    review = write_review(request.user, order=deal.order, product=deal.product, content=content == YES)
    say(request, _("Thank you. You can add a sentence or photos."))
    return see_other(review.order_url)


def _sheet(request: HttpRequest, deal: Deal, sheet: Sheet) -> HttpResponse:
    context = {
        "deal": deal,
        "sheet": sheet,
        "refused": kept_from_reviewing(request.user),
        "before": list(deal.review.revisions.all()) if deal.review else [],
        "tab": "me",
    }
    return render(request, "reviews/write.html", context, status=422 if sheet.form.errors or sheet.photo_error else 200)


@require_POST
@allow(policies.can_withdraw_of, deal_of)
def withdraw(request: HttpRequest, deal: Deal) -> HttpResponse:
    """Take one's word back."""
    if deal.review is not None:
        withdraw_review(request.user, review=deal.review)
        say(request, _("You took it back. Nobody else reads it any more."))
    return back_to(request, deal.order)


@require_safe
@allow(anyone, product_of)
def of_product(request: HttpRequest, product: Product) -> HttpResponse:
    """All that buyers say of one product."""
    rows = showing.of_product(request.user, product)
    context = {
        "product": product,
        "store": product.store,
        "summary": showing.summary_of(rows),
        "page": showing.page_of(rows, request.user, request.GET.get("cursor")),
    }
    return render(request, "reviews/of_product.html", context)


@require_safe
@allow(anyone, store_of)
def of_store(request: HttpRequest, store: Store) -> HttpResponse:
    """Word of mouth: what buyers say of all that the store sells."""
    rows = showing.of_store(request.user, store)
    context = storefront(request, store, section="reviews") | {
        "summary": showing.summary_of(rows),
        "page": showing.page_of(rows, request.user, request.GET.get("cursor")),
    }
    return render(request, "reviews/of_store.html", context)


@never_cache
@require_GET
@allow(owns_store, store_of)
def on_desk(request: HttpRequest, store: Store) -> HttpResponse:
    """What buyers say, the latest first, to be answered."""
    frame = desk_frame(request.user, tab="reviews", store=store)
    only_open = request.GET.get("tab", "") == "open"
    page = desk_page(request.user, store, only_open=only_open, cursor=request.GET.get("cursor"))
    summary = showing.summary_of(showing.of_store(request.user, store))
    context = {"page": page, "only_open": only_open, "summary": summary}
    return render(request, "reviews/on_desk.html", frame | context)


@never_cache
@read_or_send
@allow(policies.can_answer, showing.review_of)
def answer(request: HttpRequest, review: Review) -> HttpResponse:
    """Answer a review of one's goods, or answer it otherwise."""
    said = getattr(review, "answer", None)
    form = AnswerForm(request.POST or None, initial={"text": said.text if said else ""})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            answer_review(request.user, review=review, text=form.cleaned_data["text"])
            say(request, _("Answered. All who read the review read it too."))
            return see_other(_desk_of(review))
    frame = desk_frame(request.user, tab="reviews", store=review.store)
    context = {"form": form, "shown": showing.shown([review], request.user)[0], "said": said}
    context["refused"] = kept_from_reviewing(request.user)
    return render(request, "reviews/answer.html", frame | context, status=422 if form.errors else 200)


@require_POST
@allow(policies.can_answer, showing.review_of)
def unanswer(request: HttpRequest, review: Review) -> HttpResponse:
    """Take the answer back."""
    take_answer_back(request.user, review=review)
    say(request, _("Your answer is gone."))
    return see_other(_desk_of(review))


def _desk_of(review: Review) -> str:
    return f"{reverse('desk_reviews', args=[review.store.slug])}#review-{review.reference}"
