"""Reports and the cases they make, the log of what moderators did, limits, appeals, and words that are not wanted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.append_only import append_only
from config.kit.references import ReferenceField

REASON_LENGTH = 200


class Outcome(models.TextChoices):
    """How a case ended."""

    ACTED = "acted", _("a moderator acted")
    FINE = "fine", _("nothing wrong was found")


class Case(models.Model):
    """One thing that was reported, by however many people, until a moderator has looked at it."""

    reference = ReferenceField()
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", help_text="Whom it concerns."
    )
    group = models.ForeignKey("community.Group", models.CASCADE, null=True, blank=True, related_name="cases")
    for_staff = models.BooleanField(default=False, help_text="Not for the moderators of the group.")
    note = models.CharField(max_length=200, blank=True, help_text="Why the site itself holds it for review.")
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=5, choices=Outcome, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(settled_at=None), name="case_open"),
            models.Index(fields=["group", "id"], condition=Q(settled_at=None), name="case_open_in_group"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "about"], condition=Q(settled_at=None), name="one_open_case_each"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("mod_case", args=[self.reference])


class Report(models.Model):
    """Someone says that something should not be here. `reporter` is None for a guest, who wrote of their order."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("unwanted advertising")
        FRAUD = "fraud", _("fraud or fake goods")
        ABUSE = "abuse", _("insults or threats")
        ILLEGAL = "illegal", _("against the law")
        OTHER = "other", _("something else")

    reference = ReferenceField()
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="reports")
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="reports")
    reason = models.CharField(max_length=7, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=5, choices=Outcome, blank=True)
    answer = models.CharField(max_length=REASON_LENGTH, blank=True, help_text="What the reporter is told.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="report_target")]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "target_type", "target_id"], name="reported_once"),
            models.UniqueConstraint(
                fields=["target_type", "target_id"], condition=Q(reporter=None), name="reported_once_by_a_guest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.target}"


@append_only(links=("actor_id", "owner_id", "group_id"))
class ModerationAction(models.Model):
    """What a moderator did to what, and why. Rows are written once and never changed: the database sees to it
    (`config.kit.append_only`). Where a person's account goes, only the link to them becomes empty; so nothing
    that they wrote stands here: what an act was done to is read where it is (`community.moderation.recalling`)."""

    class Verb(models.TextChoices):
        CLOSE_STORE = "close_store", _("closed a store")
        REOPEN_STORE = "reopen_store", _("reopened a store")
        HIDE_PRODUCT = "hide_product", _("hid a product")
        RESTORE_PRODUCT = "restore_product", _("restored a product")
        HIDE_POST = "hide_post", _("hid a post")
        RESTORE_POST = "restore_post", _("restored a post")
        HIDE_COMMENT = "hide_comment", _("hid a comment")
        RESTORE_COMMENT = "restore_comment", _("restored a comment")
        HIDE_MESSAGE = "hide_message", _("hid a message")
        RESTORE_MESSAGE = "restore_message", _("restored a message")
        HIDE_REVIEW = "hide_review", _("hid a review")
        RESTORE_REVIEW = "restore_review", _("restored a review")
        HIDE_ANSWER = "hide_answer", _("hid an answer to a review")
        RESTORE_ANSWER = "restore_answer", _("restored an answer to a review")
        HIDE_ARTICLE = "hide_article", _("withdrew an article")
        RESTORE_ARTICLE = "restore_article", _("let an article be published again")
        WARN_PERSON = "warn_person", _("gave a warning")
        UNWARN_PERSON = "unwarn_person", _("took a warning back")
        LIMIT_PERSON = "limit_person", _("set a limit")
        UNLIMIT_PERSON = "unlimit_person", _("lifted a limit")
        SUSPEND_PERSON = "suspend_person", _("suspended a person")
        BAN_PERSON = "ban_person", _("banned a person from the site")
        RESTORE_PERSON = "restore_person", _("lifted a suspension")
        REMOVE_MEMBER = "remove_member", _("removed a member")
        BAN_MEMBER = "ban_member", _("banned a member")
        TAKE_OFF_SHELF = "take_off_shelf", _("took something off a group's shelf")
        PUT_ON_SHELF = "put_on_shelf", _("put something back on a group's shelf")
        HIDE_ENDORSEMENT = "hide_endorsed", _("hid an endorsement")
        RESTORE_ENDORSEMENT = "show_endorsed", _("restored an endorsement")
        HIDE_PICKS = "hide_picks", _("hid picks")
        RESTORE_PICKS = "restore_picks", _("restored picks")
        HIDE_HAIL = "hide_hail", _("hid a hail")
        RESTORE_HAIL = "restore_hail", _("restored a hail")
        HIDE_OFFER = "hide_offer", _("hid an answer to a hail")
        RESTORE_OFFER = "restore_offer", _("restored an answer to a hail")
        READMIT_MEMBER = "readmit_member", _("let a member in again")
        CLOSE_GROUP = "close_group", _("closed a group")
        REOPEN_GROUP = "reopen_group", _("reopened a group")
        REFUSE_POST = "refuse_post", _("gave back a post that was held")
        RELEASE_POST = "release_post", _("let a post pass that was held")
        DECLINE_REQUEST = "decline_request", _("declined a request to join")
        ACCEPT_REQUEST = "accept_request", _("accepted a request to join")
        GIVE_ROLE = "give_role", _("made a member a moderator")
        TAKE_ROLE = "take_role", _("made a moderator a member again")
        END_INVITATION = "end_invitation", _("ended an invitation")
        OPEN_INVITATION = "open_invitation", _("let an invitation work again")
        FIND_NOTHING = "find_nothing", _("found nothing wrong with what was reported")
        SETTLE_REPORTS = "settle_reports", _("marked reports as dealt with")
        ADD_WORD = "add_word", _("put a word on the list of unwanted ones")
        REMOVE_WORD = "remove_word", _("took a word off the list of unwanted ones")
        GRANT_APPEAL = "grant_appeal", _("agreed with an appeal")
        REFUSE_APPEAL = "refuse_appeal", _("did not agree with an appeal")
        VERIFY_PERSON = "verify_person", _("verified a person")
        UNVERIFY_PERSON = "unverify_person", _("ended a verification")
        FREEZE_PERSON = "freeze_person", _("froze a person's voice")
        UNFREEZE_PERSON = "unfreeze_person", _("let a person's voice count again")
        GRANT_DISPUTE = "grant_dispute", _("agreed with an objection to evidence")
        REFUSE_DISPUTE = "refuse_dispute", _("did not agree with an objection to evidence")

    # In `before`: whom it concerns was a moderator of the group.
    MODERATOR = "moderator"

    reference = ReferenceField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=15, choices=Verb)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    target_name = models.CharField(
        max_length=120, blank=True, help_text="Its reference, or the word of a rule: nothing that a person wrote."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="rulings", help_text="Whom it concerns."
    )
    group = models.ForeignKey("community.Group", models.SET_NULL, null=True, related_name="+")
    by_staff = models.BooleanField(default=False, help_text="Done for the whole site.")
    reason = models.CharField(max_length=REASON_LENGTH)
    limits = models.CharField(max_length=60, blank=True, help_text="What a limit is on: post,comment.")
    until = models.DateTimeField(null=True, help_text="When it ends by itself.")
    before = models.CharField(max_length=10, blank=True, help_text="How things were before, to go back to.")
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="moderation_target"),
            models.Index(fields=["group", "-id"], name="moderation_in_group"),
        ]

    def __str__(self) -> str:
        about = self.target_name or (str(self.owner) if self.owner_id else "")
        return f"{self.get_verb_display()}: {about}" if about else str(self.get_verb_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A moderation action is written once.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("ruling", args=[self.reference])

    @property
    def is_of_owner(self) -> bool:
        """Whether it cost somebody the role of a moderator, which only a group's owner gives."""
        return self.verb == self.Verb.TAKE_ROLE or self.before == self.MODERATOR

    @property
    def limited(self) -> list[str]:
        """What a limit is on, in words."""
        return [str(Restriction.What(what).label) for what in self.limits.split(",") if what]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("A moderation action is kept.")


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> RestrictionQuerySet:
        """Neither lifted nor run out."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), lifted_at=None)


class Restriction(models.Model):
    """What a person may not do for a while, in a group or on the whole site."""

    class What(models.TextChoices):
        POST = "post", _("posting")
        COMMENT = "comment", _("commenting")
        INVITE = "invite", _("inviting")
        FOLLOW = "follow", _("following and joining")
        MESSAGE = "message", _("writing messages")
        # On the whole site only: no stores are opened, no goods put up or changed; orders go on.
        SELL = "sell", _("selling")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="restrictions")
    what = models.CharField(max_length=7, choices=What)
    group = models.ForeignKey(
        "community.Group", models.CASCADE, null=True, blank=True, related_name="+", help_text="None: the whole site."
    )
    action = models.ForeignKey(ModerationAction, models.PROTECT, related_name="restrictions")
    until = models.DateTimeField(null=True, blank=True, help_text="None: until it is lifted.")
    lifted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "what"], condition=Q(lifted_at=None), name="restriction_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_what_display()}"

    @property
    def ends(self) -> datetime:
        """When it ends; the end of time where it has no end."""
        return self.until or datetime.max.replace(tzinfo=timezone.get_default_timezone())


@append_only(
    links=("person_id", "decided_by_id"),
    words=("text",),
    later=("outcome", "answer", "decided_at", "decided_by_id"),
    sealed_by="decided_at",
)
class Appeal(models.Model):
    """Whom an act concerns says that it was wrong: once, and somebody else decides."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("agreed: it was taken back")
        REFUSED = "refused", _("not agreed: it stands")

    reference = ReferenceField()
    action = models.OneToOneField(ModerationAction, models.PROTECT, related_name="appeal")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="appeals")
    text = models.CharField(max_length=1000, help_text="Empty once whoever wrote it closed their account.")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(decided_at=None), name="appeal_open")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("mod_appeal", args=[self.reference])


class WordRule(models.Model):
    """A word, or a host of links, that is not wanted: on the whole site, or in a group."""

    class Kind(models.TextChoices):
        WORD = "word", _("word")
        HOST = "host", _("website")

    class Effect(models.TextChoices):
        REFUSE = "refuse", _("refuse it")
        HOLD = "hold", _("hold it for review")

    reference = ReferenceField()
    group = models.ForeignKey("community.Group", models.CASCADE, null=True, blank=True, related_name="word_rules")
    kind = models.CharField(max_length=4, choices=Kind)
    text = models.CharField(max_length=100)
    effect = models.CharField(max_length=6, choices=Effect, default=Effect.REFUSE)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "text"], name="word_once_in_group"),
            models.UniqueConstraint(fields=["kind", "text"], condition=Q(group=None), name="word_once_on_site"),
        ]

    def __str__(self) -> str:
        return self.text
