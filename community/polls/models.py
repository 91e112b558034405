"""Polls: a question that a post puts to whoever reads it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post


class Poll(models.Model):
    """A choice among two to eight options, until it closes. What it asks is the post's text."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="poll")
    is_multiple = models.BooleanField(default=False, help_text="Whether one may choose several options.")
    closes_at = models.DateTimeField()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def __str__(self) -> str:
        return str(self.post)

    @property
    def is_closed(self) -> bool:
        return self.closes_at <= timezone.now()


class PollOption(models.Model):
    """One of the things to choose from."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    text = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="poll_option_position")]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    """That a person chose an option. `slot` is 0 where only one may be chosen, else the option's position: one vote
    a slot is what the database holds."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="poll_votes")
    slot = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "person", "slot"], name="poll_vote_once"),
            models.UniqueConstraint(fields=["option", "person"], name="poll_option_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.option}"
