from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Vote(models.Model):
    """A person supports an idea, once. `merge` says that it was carried here; `by` that the team voted on behalf."""

    class HowMuch(models.IntegerChoices):
        NICE = 1
        IMPORTANT = 2
        MUST_HAVE = 3

    class Source(models.IntegerChoices):
        PORTAL = 1
        BEHALF = 2
        IMPORT = 3
        MERGE = 4

    idea = models.ForeignKey(
        "listen.Idea", on_delete=models.CASCADE, related_name="vote_rows", db_index=False
    )
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="votes")
    how_much = models.PositiveSmallIntegerField(choices=HowMuch.choices, default=HowMuch.NICE)
    source = models.PositiveSmallIntegerField(choices=Source.choices, default=Source.PORTAL)
    seen = models.BooleanField(default=False, help_text="Counted in the idea's seen_votes.")
    note = models.CharField(
        max_length=200, blank=True, default="", help_text="Where a vote on behalf came from."
    )
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    merge = models.ForeignKey(
        "listen.Merge", null=True, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Vote]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="one_vote_per_person"),
            models.CheckConstraint(condition=models.Q(how_much__range=(1, 3)), name="vote_how_much_known"),
        ]
        indexes = [
            models.Index(fields=["by"], condition=models.Q(by__isnull=False), name="votes_on_behalf"),
            models.Index(fields=["merge"], condition=models.Q(merge__isnull=False), name="votes_of_merge"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.idea_id}"


class GuestVote(models.Model):
    """Support without a sign-in, kept apart. The token is a hash of a random cookie, the prefix of an address."""

    idea = models.ForeignKey(
        "listen.Idea", on_delete=models.CASCADE, related_name="guest_vote_rows", db_index=False
    )
    token = models.CharField(max_length=64)
    prefix = models.CharField(max_length=64)
    merge = models.ForeignKey("listen.Merge", null=True, on_delete=models.CASCADE, related_name="guest_votes")
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[GuestVote]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["idea", "token"], name="one_vote_per_guest")]

    def __str__(self) -> str:
        return f"guest for {self.idea_id}"


class AccountSupport(models.Model):
    """How many people of an account support an idea: kept with the votes, so that accounts need no counting."""

    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    people = models.IntegerField(default=0)
    objects: ClassVar[models.Manager[AccountSupport]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(fields=["idea", "account"], name="one_support_per_account"),
            models.CheckConstraint(condition=models.Q(people__gte=0), name="account_support_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.idea_id}"
