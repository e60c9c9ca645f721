"""The stages on the way of every project, and what is asked at the gate after each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Stage(models.Model):
    """A step on the way of every project. At its end stands a gate."""

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300, blank=True, default="")
    days = models.PositiveSmallIntegerField(default=30, help_text="How long it should take at most.")
    position = models.IntegerField(default=0)
    archived = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[models.Manager[Stage]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """Asked at the gate after a stage: it must be met, or it should be (0 to 10, by weight)."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(max_length=240)
    must = models.BooleanField(default=False)
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.IntegerField(default=0)
    archived = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[models.Manager[Criterion]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__range=(1, 10)), name="weight_1_to_10")
        ]

    def __str__(self) -> str:
        return self.text


class Deliverable(models.Model):
    """What must lie on the table at the gate after a stage."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="deliverables")
    text = models.CharField(max_length=240)
    position = models.IntegerField(default=0)
    archived = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[models.Manager[Deliverable]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Gatekeeper(models.Model):
    """Who decides at the gate after a stage, besides stewards."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="gatekeepers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    objects: ClassVar[models.Manager[Gatekeeper]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["stage", "person"], name="one_gatekeeper_per_stage")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.stage_id}"
