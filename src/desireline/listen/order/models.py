from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Impression(models.Model):
    """An idea was seen in a visit, at a position of a surface. Once a visit."""

    class Surface(models.IntegerChoices):
        BOARD = 1
        IDEA = 2
        HOME = 3
        SEARCH = 4
        SIMILAR = 5

    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+", db_index=False)
    visit = models.CharField(max_length=22)
    surface = models.PositiveSmallIntegerField(choices=Surface.choices)
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Impression]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["idea", "visit"], name="one_impression_a_visit")]

    def __str__(self) -> str:
        return f"{self.idea_id} at {self.position}"


class OrderVersion(models.Model):
    """One computation of the fair order of a board. Cursors name it, so paging is stable; old ones are swept."""

    board = models.ForeignKey("listen.Board", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ideas = models.IntegerField()
    newest = models.BigIntegerField(default=0, help_text="Highest id of an idea in it.")
    evidence = models.BigIntegerField(default=0, help_text="Votes and views that it was drawn from.")
    ready = models.BooleanField(default=False, help_text="All slices are written.")
    prior_a = models.FloatField()
    prior_b = models.FloatField()
    objects: ClassVar[models.Manager[OrderVersion]] = models.Manager()

    class Meta:
        app_label = "listen"
        indexes = [models.Index(fields=["board", "-id"], name="order_versions_of_board")]

    def __str__(self) -> str:
        return f"order {self.pk} of {self.board_id}"


class OrderSlice(models.Model):
    """200 idea ids of one shuffle (bucket) of an order, packed as 64-bit integers."""

    version = models.ForeignKey(OrderVersion, on_delete=models.CASCADE, related_name="slices")
    bucket = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    ids = models.BinaryField()
    objects: ClassVar[models.Manager[OrderSlice]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["version", "bucket", "number"], name="one_slice")]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.bucket}.{self.number}"
