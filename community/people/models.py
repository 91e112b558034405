"""People: who signs in, and the public face they give themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from config.kit.references import new_reference


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Any) -> PersonQuerySet:
        """People who are not suspended and with whom neither side has blocked the other."""
        if person.is_authenticated and person.is_staff:
            return self
        seen = self.filter(is_active=True)
        if not person.is_authenticated:
            return seen
        return seen.exclude(pk__in=Block.between(person))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Also makes people, for Django's own commands."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who uses the site. Signs in with a code sent to an e-mail or a phone."""

    username = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$", _("Small letters, digits, - and _."))],
        help_text="The name in the address of the profile.",
    )
    name = models.CharField(max_length=40, blank=True, help_text="As others call them.")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="E.164, such as +8613800138000.")
    phone_verified = models.BooleanField(default=False)
    headline = models.CharField(max_length=80, blank=True, help_text="One line of what they stand for.")
    story = models.TextField(blank=True, help_text="Markdown.")
    place_name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    time_zone = models.CharField(max_length=60, blank=True, help_text="A name of the IANA time zone database.")
    is_active = models.BooleanField(default=True, help_text="Off while suspended.")
    suspended_reason = models.CharField(max_length=200, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True, help_text="None: until it is lifted.")
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the person closed the account; of whom it was is then taken away."
    )
    is_staff = models.BooleanField(default=False)
    session_salt = models.CharField(
        max_length=16, default=new_reference, editable=False, help_text="Changing it ends all sessions of the person."
    )
    date_joined = models.DateTimeField(default=timezone.now)
    photo = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="+")

    specialties = TaggableManager(blank=True)
    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    # Without a contact there is no way in: `createsuperuser` asks for it.
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="person_email_once"),
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="person_phone_once"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(is_active=False), name="person_inactive")]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.username])

    @property
    def display_name(self) -> str:
        return str(_("closed account")) if self.closed_at else self.name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        from django.utils.crypto import salted_hmac

        value = self.password + self.session_salt
        return salted_hmac("qunpu.session", value, secret=secret, algorithm="sha256").hexdigest()


class Block(models.Model):
    """A person who wants nothing to do with another; it works both ways."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(person=F("blocked")), name="block_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ⊘ {self.blocked}"

    @classmethod
    def between(cls, person: Any) -> models.QuerySet:
        """Ids of those whom `person` blocked or who blocked them, for `pk__in` and `author__in`."""
        mine = cls.objects.filter(person=person).values("blocked_id")
        theirs = cls.objects.filter(blocked=person).values("person_id")
        return mine.union(theirs, all=True)

    @classmethod
    def by(cls, person: Any) -> models.QuerySet:
        """Ids of those whom `person` blocked."""
        return cls.objects.filter(person=person).values("blocked_id")

    @classmethod
    def against(cls, person: Any) -> models.QuerySet:
        """Ids of those who blocked `person`. Where nobody is named, only this is asked: what goes with a block by its
        reader tells whose it is, for one can try one member after another."""
        return cls.objects.filter(blocked=person).values("person_id")


class PersonMute(models.Model):
    """A person whose posts another leaves out of their feeds and notifications; the muted one never learns of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_by")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~Q(person=F("muted")), name="mute_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ∅ {self.muted}"

    @classmethod
    def of(cls, person: Any) -> models.QuerySet:
        """Ids of those whom `person` muted, for `author__in`; nobody for a guest."""
        return cls.objects.filter(person=person.pk).values("muted_id")
