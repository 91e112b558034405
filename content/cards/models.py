"""What is known of pages of other sites that people link to."""

from __future__ import annotations

from django.db import models

from config.kit.claims import Claimable


class OutsidePage(Claimable):
    """A page of another site, as it described itself when a worker last fetched it.

    `failure` is the code of what went wrong then ("" for nothing); what an earlier visit found may stand beside it.
    """

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the normalised address.")
    url = models.CharField(max_length=600)
    host = models.CharField(max_length=255)
    final_url = models.CharField(max_length=2000, blank=True, help_text="Where its redirects ended.")
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=300, blank=True)
    site_name = models.CharField(max_length=80, blank=True)
    picture = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="outside_pages")
    fetched_at = models.DateTimeField(null=True, blank=True, help_text="When it was last tried to the end.")
    failure = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outside_page_open"),
            models.Index(fields=["host"], name="outside_page_by_host"),
        ]

    def __str__(self) -> str:
        return self.title or self.url
