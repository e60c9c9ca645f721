from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Judgement(models.Model):
    """Somebody said whether `idea` is the same as `other`, or as `words` of which no idea came."""

    class Kind(models.IntegerChoices):
        ACCEPTED = 1
        POSTED = 2
        MERGED = 3
        UNMERGED = 4
        DIFFERENT = 5

    RIGHT = (Kind.ACCEPTED, Kind.MERGED)

    board = models.ForeignKey(  # of `idea`, whose thresholds it was held against
        "listen.Board", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(
        "listen.Idea", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    words = models.CharField(
        max_length=140, blank=True, default="", help_text="Until the closeness is known."
    )
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    closeness = models.FloatField(null=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    void_at = models.DateTimeField(null=True, help_text="Counts no more: the board's thresholds were reset.")
    objects: ClassVar[models.Manager[Judgement]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["other", "idea"], name="one_judgement_of_a_pair")]
        indexes = [models.Index(fields=["board", "-id"], name="judgements_of_board")]

    def __str__(self) -> str:
        return f"{self.other_id} and {self.idea_id}: {self.kind}"


class BoardCloseness(models.Model):
    """What was learnt for a board: made anew from the judgements every night."""

    board = models.OneToOneField("listen.Board", on_delete=models.CASCADE, related_name="+")
    suggest = models.FloatField()
    preselect = models.FloatField()
    judged = models.IntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[BoardCloseness]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"{self.board_id}: {self.suggest} and {self.preselect}"
