from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Account(models.Model):
    """An organisation that is a customer."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    domain = models.CharField(max_length=120, blank=True, default="")
    value = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, help_text="Value per month in the instance's currency."
    )
    attributes = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Account]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [
            models.CheckConstraint(condition=models.Q(value__gte=0), name="account_value_not_negative")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belongs to an account. Their first account is also on the person, for quick counting."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="memberships")
    title = models.CharField(max_length=80, blank=True, default="")
    since = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Membership]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [models.UniqueConstraint(fields=["account", "person"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.account_id}"
