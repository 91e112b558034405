"""How the API reads and writes products."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.kit.api.filled import FilledList
from config.kit.api.trust import TrustField
from config.kit.money import MAX_MAJOR
from content.pictures.api import PictureSerializer
from content.pictures.models import Picture
from shop.catalog.models import Product, Variant
from shop.catalog.places import product_standing
from shop.catalog.wording import (
    AS_IT_IS,
    DESCRIPTION_LENGTH,
    KNOWLEDGE_LENGTHS,
    MAX_PICTURES,
    MAX_TAGS,
    MAX_VARIANTS,
    NAME_LENGTH,
    TAG_LENGTH,
    VariantInput,
)
from shop.stock.counting import MAX_STOCK


class VariantSerializer(serializers.ModelSerializer):
    """One choice. `price` is in minor units; `available` is null for what is made to order."""

    available = serializers.SerializerMethodField()

    class Meta:
        model = Variant
        fields = ["reference", "name", "price", "available"]
        read_only_fields = fields

    def get_available(self, variant: Variant) -> int | None:
        return variant.stock.available if variant.stock.is_tracked else None


class ProductSerializer(serializers.ModelSerializer):
    """A product with its choices, pictures and what its seller knows of it."""

    store = serializers.CharField(source="store.slug")
    url = serializers.SerializerMethodField()
    currency = serializers.CharField(source="store.currency")
    variants = VariantSerializer(many=True, source="active_variants")
    pictures = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()
    trust = TrustField(product_standing, help_text="Whoever sells it.")

    class Meta:
        model = Product
        fields = [
            "store",
            "slug",
            "url",
            "name",
            "description",
            "good_for",
            "not_for",
            "how_to_use",
            "compared_with",
            "state",
            "currency",
            "variants",
            "pictures",
            "tags",
            "created_at",
            "trust",
        ]
        read_only_fields = fields
        list_serializer_class = FilledList

    @extend_schema_field(serializers.URLField())
    def get_url(self, product: Product) -> str:
        return self.context["request"].build_absolute_uri(product.get_absolute_url())

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, product: Product) -> list[dict[str, Any]]:
        hung = [hung.picture for hung in product.pictures.all()]
        return PictureSerializer(hung, many=True, context=self.context).data

    def get_tags(self, product: Product) -> list[str]:
        return sorted(tag.name for tag in product.tags.all())


class VariantWriteSerializer(serializers.Serializer):
    """One choice. With `reference` an existing one is changed; without `stock` its stock then stays as it is."""

    reference = serializers.CharField(max_length=16, required=False, default="", allow_blank=True)
    name = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    price = serializers.IntegerField(min_value=1, max_value=MAX_MAJOR * 100)
    stock = serializers.IntegerField(
        min_value=0, max_value=MAX_STOCK, required=False, allow_null=True, help_text="Null: made to order."
    )

    def to_internal_value(self, data: Any) -> VariantInput:  # type: ignore[override]
        given = super().to_internal_value(data)
        return VariantInput(**({"stock": AS_IT_IS if given.get("reference") else None} | given))


class ProductWriteSerializer(serializers.Serializer):
    """What is set of a product. `pictures` are references of pictures of one's own, in order."""

    name = serializers.CharField(max_length=NAME_LENGTH)
    variants = VariantWriteSerializer(many=True, min_length=1, max_length=MAX_VARIANTS)
    description = serializers.CharField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    good_for = serializers.CharField(max_length=KNOWLEDGE_LENGTHS["good_for"], required=False, allow_blank=True)
    not_for = serializers.CharField(max_length=KNOWLEDGE_LENGTHS["not_for"], required=False, allow_blank=True)
    how_to_use = serializers.CharField(max_length=KNOWLEDGE_LENGTHS["how_to_use"], required=False, allow_blank=True)
    compared_with = serializers.CharField(
        max_length=KNOWLEDGE_LENGTHS["compared_with"], required=False, allow_blank=True
    )
    pictures = serializers.ListField(
        child=serializers.CharField(max_length=16), max_length=MAX_PICTURES, required=False
    )
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_LENGTH + 1), max_length=MAX_TAGS, required=False
    )
    publish = serializers.BooleanField(required=False, help_text="When it is added: on the shelf at once, or not.")

    def validate_pictures(self, references: list[str]) -> list[Picture]:
        """In the order given; whose they are, the verb asks."""
        found = Picture.objects.filter(owner=self.context["request"].user).in_bulk(references, field_name="reference")
        missing = [reference for reference in references if reference not in found]
        if missing:
            raise serializers.ValidationError("There is no picture of yours with this reference.", code="not_found")
        return [found[reference] for reference in references]
