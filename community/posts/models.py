"""Posts, comments, reactions, and what is drawn from their words. What may be read follows from the channel."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase

from community.channels.models import Channel
from community.people.models import Block
from config.kit.references import ReferenceField
from content.pictures.models import readable_through
from content.text.markdown import shortened
from content.text.plain import render_text

Said = TypeVar("Said", bound=models.Model)


class Standing(models.TextChoices):
    """Whether a post or comment is there to be read."""

    VISIBLE = "visible", _("visible")
    HIDDEN = "hidden", _("hidden by a moderator")
    DELETED = "deleted", _("deleted by its author")


class SaidQuerySet(models.QuerySet[Said]):
    """What posts and comments have in common: an author, and whether they stand."""

    def standing(self, person: Any) -> Self:
        """Those that are not hidden, deleted, or by someone blocked either way or suspended.

        The part of `visible_to` that does not depend on the channel; feeds put it beside subscriptions.
        """
        seen = self.filter(state=Standing.VISIBLE, author__is_active=True)
        return seen.exclude(author__in=Block.between(person)) if person.is_authenticated else seen


class PostQuerySet(SaidQuerySet["Post"]):
    def visible_to(self, person: Any) -> PostQuerySet:
        """Posts that stand, in channels that the person may read.

        Asked of each post's channel, so that it costs the same however many channels there are.
        """
        readable = Channel.objects.readable_by(person).filter(pk=OuterRef("channel_id"))
        return self.standing(person).filter(Exists(readable))


class Post(models.Model):  # type: ignore[django-manager-missing]  # taggit's base model has a manager without types
    """What someone says in one channel: text, photos, perhaps a link that becomes a card."""

    reference = ReferenceField()
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts")
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True, help_text="A page of the site or outside it, shown as a card.")
    repost_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reposts",
        help_text="The post that it passes on; never itself one that passes another on.",
        # Few posts pass another on: the index below holds those alone.
        db_index=False,
    )
    state = models.CharField(max_length=7, choices=Standing, default=Standing.VISIBLE)
    hidden_reason = models.CharField(max_length=200, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(
        null=True, blank=True, help_text="When its group's keepers made it known to all."
    )
    # NULL where none was given: an empty text would be a key that everyone shares.
    idempotency_key = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    tags = TaggableManager(through="community.PostTag", blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["channel", "-id"], name="post_by_channel"),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["link", "-id"], condition=~Q(link=""), name="post_by_link"),
            models.Index(fields=["channel", "pinned_at"], condition=~Q(pinned_at=None), name="post_pinned"),
            models.Index(fields=["channel", "announced_at"], condition=~Q(announced_at=None), name="post_announced"),
            # Of those that have one, or SQLite's planner takes "none" for the commonest and scans the table.
            models.Index(fields=["repost_of"], condition=Q(repost_of__isnull=False), name="post_by_original"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "idempotency_key"], name="post_written_once"),
            models.UniqueConstraint(
                fields=["author", "channel", "repost_of"],
                condition=Q(state="visible", repost_of__isnull=False),
                name="post_reposted_once",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text, 40) or self.link or self.reference

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.reference])

    @property
    def excerpt(self) -> str:
        """What it says, on one line, for where there is room for little."""
        return shortened(self.text, 80) or str(self)


class PostTag(TaggedItemBase):
    """That a post's words carry a #tag. Whether the post may be read, ask the post.

    `within` is the channel where only members read it, None where everybody does: so that the page of a tag need not
    pass over what is said behind closed doors. See `community.posts.privacy`.
    """

    content_object = models.ForeignKey(
        Post, models.CASCADE, related_name="tag_items", db_index=False, db_column="post_id"
    )
    within = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="post_tagged_once")]
        # The posts of a tag in public, or in one channel, newest first.
        indexes = [models.Index(fields=["tag", "within", "-content_object"], name="post_by_tag")]


class PostPicture(models.Model):
    """A photo of a post, in the order its author chose."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_posts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.post} {self.position}"


@readable_through
def pictures_of_posts(person: Any) -> Q:
    """A post's private photos are seen by whoever may read the post."""
    return Q(pk__in=PostPicture.objects.filter(post__in=Post.objects.visible_to(person)).values("picture_id"))


class CommentQuerySet(SaidQuerySet["Comment"]):
    def visible_to(self, person: Any) -> CommentQuerySet:
        return self.standing(person).filter(post__in=Post.objects.visible_to(person))

    def answering(self, person: Any) -> CommentQuerySet:
        """What others said to what the person asked or said: under their post, or in answer to their comment."""
        return self.filter(Q(post__author=person) | Q(parent__author=person)).exclude(author=person)


class Comment(models.Model):
    """A word under a post, or an answer to another comment of it.

    `parent` is the comment that it answers, `thread` the first-level comment under which it stands.
    """

    reference = ReferenceField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    text = models.TextField()
    state = models.CharField(max_length=7, choices=Standing, default=Standing.VISIBLE)
    hidden_reason = models.CharField(max_length=200, blank=True)
    # NULL where none was given: an empty text would be a key that everyone shares.
    idempotency_key = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["post", "id"], name="comment_by_post"),
            models.Index(fields=["thread", "id"], name="comment_by_thread"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "idempotency_key"], name="comment_written_once"),
            models.CheckConstraint(
                condition=Q(parent=None, thread=None) | Q(parent__isnull=False, thread__isnull=False),
                name="comment_answer_in_thread",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text, 40)

    def get_absolute_url(self) -> str:
        """The page of its thread, from it on."""
        return reverse("comment", args=[self.reference])

    @property
    def body(self) -> SafeString:
        return render_text(self.text)


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def standing(self, person: Any) -> ReactionQuerySet:
        """Signs without those of people who are suspended or blocked either way."""
        seen = self.filter(person__is_active=True)
        return seen.exclude(person__in=Block.between(person)) if person.is_authenticated else seen


class Reaction(models.Model):
    """One sign a person gives a post."""

    class Kind(models.TextChoices):
        HEART = "heart", _("like")
        THANKS = "thanks", _("thanks")
        LEARNED = "learned", _("learned something")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.HEART)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="one_reaction_each")]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"


class UsefulMarkQuerySet(models.QuerySet["UsefulMark"]):
    def standing(self, person: Any) -> UsefulMarkQuerySet:
        """Marks without those of people who are suspended or blocked either way."""
        seen = self.filter(person__is_active=True)
        return seen.exclude(person__in=Block.between(person)) if person.is_authenticated else seen

    def visible_to(self, person: Any) -> UsefulMarkQuerySet:
        """Marks of comments that the person may read."""
        return self.standing(person).filter(comment__in=Comment.objects.visible_to(person))


class UsefulMark(models.Model):
    """Whoever asked says that another's comment helped. `about` is the author of the comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="useful_marks", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="useful_marks")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="found_useful")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UsefulMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("useful answer")
        verbose_name_plural = _("useful answers")
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="found_useful_once"),
            models.CheckConstraint(condition=~Q(person=F("about")), name="found_useful_not_ones_own"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ✓ {self.comment}"


class SavedPost(models.Model):
    """A post that a person keeps at hand. Whether they may still read it, ask the post."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_posts", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="saves")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="post_saved_once")]
        # What a person saved, latest first.
        indexes = [models.Index(fields=["person", "-id"], name="saved_by_person")]

    def __str__(self) -> str:
        return f"{self.person} ☆ {self.post}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible_to(self, person: Any) -> MentionQuerySet:
        """Mentions whose words the person may read."""
        words = Q(comment=None) | Q(comment__in=Comment.objects.standing(person))
        return self.filter(words, post__in=Post.objects.visible_to(person))


class Mention(models.Model):
    """A person whom a post, or a comment under it, names with @. `name` is what stands there, without the @."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], condition=Q(comment=None), name="post_mention_once"),
            models.UniqueConstraint(
                fields=["comment", "person"], condition=Q(comment__isnull=False), name="comment_mention_once"
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.name}"


class PostRevision(models.Model):
    """What a post said and showed before it was edited. Whoever may read the post may read it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(help_text="Since when it said so.")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text[:40] or self.link

    @property
    def body(self) -> SafeString:
        return render_text(self.text)


class RevisionPicture(models.Model):
    """A photo that was in a post before it was edited, with what was said of it then.

    While it hangs in the post it is seen with the post; once taken out, only by its author and by those who keep order
    where the post stands.
    """

    revision = models.ForeignKey(PostRevision, models.CASCADE, related_name="pictures", db_index=False)
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_revisions")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["revision", "picture"], name="revision_picture_once")]

    def __str__(self) -> str:
        return f"{self.revision} {self.position}"


class CommentRevision(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    text = models.TextField()
    written_at = models.DateTimeField(help_text="Since when it said so.")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def body(self) -> SafeString:
        return render_text(self.text)
