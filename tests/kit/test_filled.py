"""Members of the API's answers that a room above fills: asked once for a list, however deep the object stands in it."""

from types import SimpleNamespace

import pytest
from rest_framework import serializers

from config.kit.api.filled import FilledField, FilledList
from config.kit.slots import Slot

PLACE = Slot("test.filled")
asked = []


@PLACE.fill
def doubled(things, viewer):
    asked.append([thing.pk for thing in things])
    return {thing.pk: 2 * thing.pk for thing in things if thing.pk != 3}


class ThingSerializer(serializers.Serializer):
    said = FilledField(PLACE)

    class Meta:
        list_serializer_class = FilledList


class BoxSerializer(serializers.Serializer):
    thing = ThingSerializer(allow_null=True)

    class Meta:
        list_serializer_class = FilledList


class ShelfSerializer(serializers.Serializer):
    things = ThingSerializer(many=True)


@pytest.fixture(autouse=True)
def nothing_asked():
    asked.clear()


def thing(pk):
    return SimpleNamespace(pk=pk)


def told(kind, what, **options):
    return kind(what, context={"request": SimpleNamespace(user=None)}, **options).data


def test_one():
    assert told(ThingSerializer, thing(2)) == {"said": 4}
    assert told(ThingSerializer, thing(3)) == {"said": None}


def test_a_list_is_asked_once():
    assert told(ThingSerializer, [thing(1), thing(3)], many=True) == [{"said": 2}, {"said": None}]
    assert asked == [[1, 3]]


def test_inside_the_rows_of_a_list():
    boxes = [SimpleNamespace(thing=thing(1)), SimpleNamespace(thing=None), SimpleNamespace(thing=thing(2))]
    rows = told(BoxSerializer, boxes, many=True)
    assert [row["thing"] and row["thing"]["said"] for row in rows] == [2, None, 4]
    assert asked == [[1, 2]]


def test_a_list_inside_another_answer():
    assert told(ShelfSerializer, SimpleNamespace(things=[thing(1), thing(2)]))["things"][1] == {"said": 4}
    assert asked == [[1, 2]]


def test_lists_inside_the_rows_of_a_list_are_asked_apart():
    shelves = [SimpleNamespace(things=[thing(1)]), SimpleNamespace(things=[thing(2)])]
    rows = told(ShelfSerializer, shelves, many=True)
    assert [row["things"] for row in rows] == [[{"said": 2}], [{"said": 4}]]
    assert asked == [[1], [2]]
