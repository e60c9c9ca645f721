from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class AccountLook(models.Model):
    """An employee looked at all that is known of an account, or took a copy of it."""

    class What(models.TextChoices):
        PAGE = "page"
        EXPORT = "export"

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices, default=What.PAGE)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[AccountLook]] = models.Manager()

    class Meta:
        app_label = "guide"
        indexes = [
            models.Index(fields=["account", "-at"], name="looks_at_account"),
            models.Index(fields=["person", "account", "what", "-at"], name="looks_of_person"),
            models.Index(fields=["-at"], name="looks_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.account_id}"


class SavedFilter(models.Model):
    """A way to look at accounts that a person gave a name: the question mark and what follows it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[SavedFilter]] = models.Manager()

    class Meta:
        app_label = "guide"
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_filter_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """Somebody of an account says that something known about it is wrong; the team settles it."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DECLINED = "declined"

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=200, blank=True, default="", help_text="What it is about, in words.")
    key = models.CharField(
        max_length=400, blank=True, default="", help_text="Of the card, if it is about one."
    )
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Correction]] = models.Manager()

    class Meta:
        app_label = "guide"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at__isnull=True)
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False)),
                name="settled_corrections_say_when",
            )
        ]
        indexes = [models.Index(fields=["state", "-id"], name="corrections_by_state")]

    def __str__(self) -> str:
        return f"{self.state} correction of {self.account_id}"
