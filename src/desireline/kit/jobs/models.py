from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One piece of work for the worker. Waiting, running (leased), done or failed follows from the columns."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True, help_text="At most one unfinished job has a key.")
    due = models.DateTimeField(default=timezone.now)
    made = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=40, null=True)
    leased_until = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    again = models.BooleanField(default=False, help_text="Asked for once more while it ran.")
    failed = models.BooleanField(default=False)
    error = models.TextField(default="", blank=True)
    done_steps = models.BigIntegerField(default=0)
    all_steps = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, default="", blank=True)
    by = models.BigIntegerField(null=True, help_text="Id of the person who asked for it.")
    objects: ClassVar[models.Manager[Job]] = models.Manager()

    class Meta:
        app_label = "kit"
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(finished__isnull=True), name="one_unfinished_job_per_key"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"], condition=models.Q(finished__isnull=True), name="waiting_jobs"
            ),
            models.Index(fields=["-finished"], name="finished_jobs"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
