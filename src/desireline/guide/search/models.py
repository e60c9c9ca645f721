from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class SearchAsked(models.Model):
    """A search that somebody made, in the shape of User Behavior Insights: what was asked and what was answered.

    `client` is a keyed hash that changes every `span`; `person` is there only where the instance says so.
    """

    query = models.CharField(max_length=32, unique=True)
    client = models.CharField(max_length=32)
    span = models.IntegerField(help_text="Number of the thirty days in which `client` means the same one.")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    team = models.BooleanField(default=False, help_text="Asked by our own people.")
    text = models.CharField(max_length=200)
    words = models.CharField(
        max_length=200, help_text="The text as it is counted: small letters, single spaces."
    )
    filters = models.JSONField(default=dict)
    hits = models.JSONField(default=list, help_text="Keys of the cards that were shown, in their order.")
    found = models.IntegerField(default=0, help_text="How many held all words.")
    clicks = models.IntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[SearchAsked]] = models.Manager()

    class Meta:
        app_label = "guide"
        indexes = [
            models.Index(fields=["at", "words"], name="searches_by_time"),
            models.Index(fields=["client"], name="searches_of_client"),
        ]

    def __str__(self) -> str:
        return self.text


class SearchEvent(models.Model):
    """What somebody did with the answer to a search."""

    asked = models.ForeignKey(SearchAsked, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=20, default="click")
    object = models.CharField(max_length=400, help_text="Key of the card.")
    position = models.IntegerField(default=0, help_text="From 1; 0 where it is not known.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[SearchEvent]] = models.Manager()

    class Meta:
        app_label = "guide"
        constraints = [models.UniqueConstraint(fields=["asked", "action", "object"], name="one_search_event")]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
