from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from desireline.people.roles.rules import Role


def new_lock() -> str:
    """A new value for `Person.lock`; sessions and tokens made under the old one end."""
    return secrets.token_urlsafe(12)


class People(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: str | None = None, **extra: Any) -> Person:
        """A person; without a password they sign in by code or passkey."""
        person = self.model(email=self.normalize_email(email).lower() if email else None, **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A human with an identity. An imported author may have no e-mail and never sign in."""

    class Trust(models.IntegerChoices):
        NEW = 0
        KNOWN = 1

    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(max_length=80, blank=True, default="")
    about = models.CharField(max_length=300, blank=True, default="")
    role = models.CharField(max_length=16, default=Role.CUSTOMER, choices=[(r.value, r.value) for r in Role])
    trust = models.SmallIntegerField(default=Trust.NEW, choices=Trust.choices)
    account = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    attributes = models.JSONField(default=dict, blank=True, help_text="What segments are made from.")
    language = models.CharField(max_length=10, blank=True, default="")
    time_zone = models.CharField(max_length=50, blank=True, default="")
    theme = models.CharField(max_length=8, blank=True, default="")
    picture = models.ForeignKey("engines.StoredFile", null=True, blank=True, on_delete=models.SET_NULL)
    joined = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True, help_text="False while blocked or after erasure.")
    erased = models.DateTimeField(null=True, blank=True)
    lock = models.CharField(
        max_length=22, default=new_lock, help_text="Changing it ends every session and token of the person."
    )
    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "people"
        indexes = [models.Index(fields=["account"], name="people_of_account")]

    def __str__(self) -> str:
        return self.shown_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: it ends with a new password and with a new lock."""
        return salted_hmac(
            "desireline.session", f"{self.password}{self.lock}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def shown_name(self) -> str:
        return called(self.name, self.pk)

    @property
    def initials(self) -> str:
        words = [word for word in self.shown_name.split() if word[0].isalnum()]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    @property
    def hue_index(self) -> int:
        """0..11, the same for a person everywhere."""
        return hue_of(self.pk)


def called(name: str | None, pk: int | None) -> str:
    """What somebody is called, wherever it is shown: by name, or by number; who is not there any more has left."""
    return name or (_("Customer %(number)s") % {"number": pk} if pk else _("Someone who left"))


@lru_cache(maxsize=8192)
def hue_of(pk: int | None) -> int:
    """0..11, the same for a person everywhere; 0 for nobody."""
    return hashlib.blake2b(str(pk).encode(), digest_size=1).digest()[0] % 12 if pk else 0


class Block(models.Model):
    """A person was shut out: by whom, when, why, and until when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Block]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_at__isnull=True), name="one_block_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"block of {self.person_id}"


class Invitation(models.Model):
    """A way in while sign-up is by invitation. Only the hash of its token is kept."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, default=Role.CUSTOMER)
    account = models.ForeignKey("people.Account", null=True, blank=True, on_delete=models.SET_NULL)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[Invitation]] = models.Manager()

    class Meta:
        app_label = "people"

    def __str__(self) -> str:
        return f"invitation {self.pk}"
