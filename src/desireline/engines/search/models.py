from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchChange(models.Model):
    """A card that the index has yet to take in: written in the transaction that changes what the card is about.

    `card` is the card itself where it was handed over whole; without it the source of its type makes it when its turn
    comes, from the record as it is then.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=250)
    type = models.CharField(max_length=24, blank=True, default="")
    gone = models.BooleanField(default=False)
    card = models.JSONField(null=True)
    at = models.DateTimeField()
    objects: ClassVar[models.Manager[SearchChange]] = models.Manager()

    class Meta:
        app_label = "engines"

    def __str__(self) -> str:
        return self.key


class SearchIndex(models.Model):
    """Which index folder belongs to this database: another one (a restored backup's, a lost disk's) is made anew."""

    name = models.CharField(max_length=40, unique=True)
    made = models.DateTimeField()
    objects: ClassVar[models.Manager[SearchIndex]] = models.Manager()

    class Meta:
        app_label = "engines"

    def __str__(self) -> str:
        return self.name


class SearchMaking(models.Model):
    """The index is being made anew, by whoever knows the token, who says so again and again: until then only they take
    changes in, into both indexes. What another process took into the old one alone would be missing in the new one.
    """

    place = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="There is one at a time.")
    token = models.CharField(max_length=32)
    until = models.DateTimeField()
    objects: ClassVar[models.Manager[SearchMaking]] = models.Manager()

    class Meta:
        app_label = "engines"
        constraints = [
            models.CheckConstraint(condition=models.Q(place=1), name="one_index_is_made_at_a_time")
        ]

    def __str__(self) -> str:
        return self.token
