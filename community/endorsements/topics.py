"""Topics of endorsements: tags, which goods, specialties and posts share."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from taggit.models import Tag

from community.people.models import Person
from community.trust.topics import topics_of_products
from config.kit.errors import Invalid
from config.kit.lines import one_line
from content.text.marks import tag_slug
from shop.catalog.models import Product

TOPIC_LENGTH = 20
SUGGESTED = 8


def spelled(name: str) -> str:
    """What someone typed as a topic, on one line and without the sign of a tag. Raises Invalid at "topic"."""
    words = one_line(unicodedata.normalize("NFC", name).strip().lstrip("#＃"), field="topic", most=TOPIC_LENGTH)
    if not tag_slug(words):
        raise Invalid(_("A topic is a word or two, such as tea."), field="topic", code="not_a_topic")
    return words


def topic_named(name: str) -> Tag:
    """The tag of that name, or under that name's slug; made where there is none. Raises Invalid at "topic"."""
    words = spelled(name)
    slug = tag_slug(words)
    same = Tag.objects.filter(Q(name__iexact=words) | Q(slug=slug)).order_by("pk")
    found = list(same[:2])
    if not found:
        try:
            with transaction.atomic():
                return Tag.objects.create(name=words, slug=slug)
        except IntegrityError:
            # Somebody made it at this moment.
            found = list(same[:2])
    return next((tag for tag in found if tag.name.casefold() == words.casefold()), found[0])


def suggested(person: Person, viewer: Any) -> list[Tag]:
    """What one may endorse a person about: their specialties, then the topics of what they sell. Three queries."""
    specialties = sorted(person.specialties.all(), key=lambda tag: tag.pk)
    goods = Product.objects.visible_to(viewer).published().filter(store__owner=person).order_by("pk")
    sold = Counter(topics_of_products(list(goods.values_list("pk", flat=True))).values())
    return list(dict.fromkeys([*specialties, *(tag for tag, _count in sold.most_common())]))[:SUGGESTED]
