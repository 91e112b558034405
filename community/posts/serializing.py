"""How the API shows posts, the cards of their links, and comments."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.channels.serializing import ChannelKeyField, PersonNameSerializer
from community.polls.serializing import PollSerializer, PollWriteSerializer
from community.posts.commenting import TEXT_LENGTH as COMMENT_LENGTH
from community.posts.models import Comment, Reaction
from community.posts.picturing import ALT_LENGTH, MOST_PICTURES
from community.posts.writing import TEXT_LENGTH
from content.cards.registry import Card
from content.pictures.api import PictureSerializer
from content.text.marks import tags_of


class CardSerializer(serializers.Serializer):
    """What a link shows. `price` is in minor units of `currency`; `host` is where a page outside stands."""

    kind = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    url = serializers.CharField()
    is_outside = serializers.BooleanField()
    host = serializers.CharField(help_text="Empty for a page of the site.")
    picture = PictureSerializer(allow_null=True)
    price = serializers.SerializerMethodField()
    currency = serializers.SerializerMethodField()

    def get_price(self, card: Card) -> int | None:
        return card.price.minor if card.price else None

    def get_currency(self, card: Card) -> str:
        return card.price.currency if card.price else ""


class SaidSerializer(serializers.Serializer):
    """What a post says, wherever it is shown."""

    reference = serializers.CharField(source="post.reference")
    channel = ChannelKeyField(source="post.channel")
    author = PersonNameSerializer(source="post.author")
    text = serializers.CharField(source="post.text")
    link = serializers.CharField(source="post.link")
    card = CardSerializer(allow_null=True)
    pictures = PictureSerializer(many=True)


class OriginalSerializer(SaidSerializer):
    """A post that another one passes on."""

    created_at = serializers.DateTimeField(source="post.created_at")


class PostSerializer(SaidSerializer):
    """A post as one reader sees it: a FeedItem."""

    poll = PollSerializer(source="marks.poll", allow_null=True)
    tags = serializers.SerializerMethodField()
    comment_count = serializers.IntegerField()
    reaction_count = serializers.IntegerField()
    my_reaction = serializers.CharField(help_text="heart, thanks, learned, or empty.")
    repost_count = serializers.IntegerField()
    is_repost = serializers.BooleanField(help_text="Whether it passes a post on.")
    original = OriginalSerializer(allow_null=True, help_text="What it passes on; null where that is not there for you.")
    is_saved = serializers.BooleanField()
    pinned_at = serializers.DateTimeField(source="post.pinned_at", allow_null=True)
    announced_at = serializers.DateTimeField(
        source="post.announced_at", allow_null=True, help_text="When it was made known to all members of its group."
    )
    created_at = serializers.DateTimeField(source="post.created_at")
    edited_at = serializers.DateTimeField(source="post.edited_at", allow_null=True)

    def get_tags(self, item: Any) -> list[str]:
        return tags_of(item.post.text)


class PicturesField(serializers.ListField):
    """References of one's own pictures, in their order."""

    def __init__(self, **options: Any):
        super().__init__(child=serializers.CharField(max_length=16), max_length=MOST_PICTURES, **options)


class AltsField(serializers.DictField):
    """What pictures show in words, for those who cannot see them, by their references."""

    def __init__(self, **options: Any):
        help_text = "What pictures show in words, by their references. What is not named stays as it is."
        child = serializers.CharField(max_length=ALT_LENGTH, allow_blank=True)
        super().__init__(**({"child": child, "required": False, "help_text": help_text} | options))


class PostWriteSerializer(serializers.Serializer):
    """Words for a channel. `pictures` are references of one's own pictures that hang nowhere yet."""

    channel = ChannelKeyField()
    text = serializers.CharField(max_length=TEXT_LENGTH, required=False, allow_blank=True, default="")
    link = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    pictures = PicturesField(required=False, default=list)
    alts = AltsField()
    poll = PollWriteSerializer(required=False, allow_null=True, default=None)


class PostEditSerializer(serializers.Serializer):
    """What is to change; what is not given stays. `pictures` are of those in the post, or that were in it before."""

    text = serializers.CharField(max_length=TEXT_LENGTH, required=False, allow_blank=True)
    link = serializers.CharField(max_length=500, required=False, allow_blank=True)
    pictures = PicturesField(required=False)
    alts = AltsField()


class CommentSerializer(serializers.ModelSerializer):
    author = PersonNameSerializer(read_only=True)
    post = serializers.CharField(source="post.reference", read_only=True)
    reply_to = serializers.CharField(source="parent.reference", read_only=True, allow_null=True, default=None)
    helped = serializers.SerializerMethodField(help_text="Who asked and says that it helped, earliest first.")

    class Meta:
        model = Comment
        fields = ["reference", "post", "reply_to", "author", "text", "helped", "created_at", "edited_at"]
        read_only_fields = fields

    @extend_schema_field(PersonNameSerializer(many=True))
    def get_helped(self, comment: Comment) -> Any:
        """Of comments that come `with_helped`; one that was just written helped nobody yet."""
        return PersonNameSerializer([mark.person for mark in getattr(comment, "helped", ())], many=True).data


class CommentEditSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=COMMENT_LENGTH)


class RevisionSerializer(serializers.Serializer):
    """What stood there, from when until when."""

    text = serializers.CharField()
    link = serializers.CharField(default="")
    written_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()


class RevisionPictureSerializer(serializers.Serializer):
    """A photo that was there, and what was said of it. `picture` is null where it was taken out and is not for you."""

    picture = PictureSerializer(allow_null=True)
    alt = serializers.CharField()


class PostRevisionSerializer(RevisionSerializer):
    pictures = RevisionPictureSerializer(many=True)


class CommentWriteSerializer(serializers.Serializer):
    """A comment, or with `reply_to` (a reference) an answer to one."""

    text = serializers.CharField(max_length=COMMENT_LENGTH)
    reply_to = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class SignSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Reaction.Kind.choices, required=False, default=Reaction.Kind.HEART)


class ActReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=200)
