"""The seller's desk: today, products, stock, the store itself."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.kit import cursors, toasts
from config.kit.errors import fields_renamed
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from shop.catalog.models import Product
from shop.desk.figures import LOW, figures, low_variants, to_do
from shop.desk.forms import StoreForm
from shop.desk.frame import desk_frame
from shop.desk.places import desk_to_do, desk_today
from shop.stores.editing import edit_store
from shop.stores.models import Store
from shop.stores.pausing import pause_store, resume_store
from shop.stores.policies import can_edit_store, owns_store
from shop.stores.showing import store_of

PRODUCTS_A_PAGE = 30
STATES = ("shelf", "off", "low", "hidden")


@require_safe
@allow(signed_in)
def today(request: HttpRequest) -> HttpResponse:
    """What waits for the seller, and how it went."""
    frame = desk_frame(request.user, tab="today", slug=request.GET.get("store", ""))
    store = frame["desk"].store
    if store is None:
        return render(request, "desk/none.html", frame)
    todo, waiting = to_do(store), desk_to_do.one(store, request.user)
    context = {
        "todo": todo,
        "waiting": waiting,
        "nothing_waits": todo.is_empty and not any(row.count for row in waiting),
        "figures": figures(store),
        "cards": desk_today.one(store, request.user),
    }
    return render(request, "desk/today.html", frame | context)


@require_safe
@allow(owns_store, store_of)
def products(request: HttpRequest, store: Store) -> HttpResponse:
    """All products of the store; `q` looks in their names, `state` is one of STATES."""
    state = request.GET.get("state", "")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    rows = _narrowed(Product.objects.filter(store=store), store, state, words).for_tiles()
    found, more = cursors.newest_page(rows, request.GET.get("cursor"), PRODUCTS_A_PAGE)
    context = {"products": found, "next_cursor": more, "state": state, "q": words, "low": LOW}
    return render(request, "desk/products.html", desk_frame(request.user, tab="products", store=store) | context)


def _narrowed(rows: QuerySet[Product], store: Store, state: str, words: str) -> QuerySet[Product]:
    states = {"shelf": Product.State.PUBLISHED, "off": Product.State.DRAFT, "hidden": Product.State.HIDDEN}
    if state in states:
        rows = rows.filter(state=states[state])
    elif state == "low":
        rows = rows.filter(Exists(low_variants(store).filter(product=OuterRef("pk"))))
    return rows.filter(name__icontains=words) if words else rows


@read_or_send
@allow(can_edit_store, store_of)
def store_settings(request: HttpRequest, store: Store) -> HttpResponse:
    """What the store says of itself. A photo that was taken in stays chosen while other fields are mended."""
    form, photo = StoreForm.of(store), None
    if request.method == "POST":
        form = StoreForm(request.POST, request.FILES, currency=store.currency)
        photo = _photo(request, form)
        if form.is_valid():
            with refusals_to(form):
                edit_store(request.user, store=store, **form.changes(), **({"photo": photo} if photo else {}))
                toasts.say(request, _("Saved."))
                return see_other(reverse("desk_store", args=[store.slug]))
    context = {"form": form, "store": store, "photo": photo}
    frame = desk_frame(request.user, tab="store", store=store)
    return render(request, "desk/store.html", frame | context, status=422 if form.errors else 200)


def _photo(request: HttpRequest, form: StoreForm) -> Picture | None:
    """The photo that came with the form, or that came with it before; one that is refused is an error of the form."""
    file = request.FILES.get("photo")
    if file is None:
        reference = request.POST.get("photo_taken", "")
        return request.user.pictures.filter(reference=reference).first() if reference.isalnum() else None
    with refusals_to(form), fields_renamed(picture="photo"):
        return take_picture(request.user, file=file)
    return None


@require_POST
@allow(owns_store, store_of)
def pause(request: HttpRequest, store: Store) -> HttpResponse:
    """Stop selling, with the way back at hand."""
    pause_store(request.user, store=store)
    toasts.say(request, _("Your store is on a break."), undo=reverse("desk_resume", args=[store.slug]))
    return back_to(request, f"{reverse('desk')}?store={store.slug}")


@require_POST
@allow(owns_store, store_of)
def resume(request: HttpRequest, store: Store) -> HttpResponse:
    """Sell again."""
    resume_store(request.user, store=store)
    toasts.say(request, _("Your store is open again."), undo=reverse("desk_pause", args=[store.slug]))
    return back_to(request, f"{reverse('desk')}?store={store.slug}")
