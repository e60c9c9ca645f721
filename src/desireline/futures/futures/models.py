from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.audiences.api import Guarded


class Future(models.Model):
    """A vision of a better state for a group of people. The columns hold what readers see; changes wait in a draft."""

    class Group(models.TextChoices):
        CUSTOMERS = "customers"
        STAFF = "staff"
        PARTNERS = "partners"
        SUPPLIERS = "suppliers"
        SHAREHOLDERS = "shareholders"

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    group = models.CharField(max_length=16, choices=Group.choices, default=Group.CUSTOMERS)
    title = models.CharField(max_length=120)
    present_context = models.TextField(blank=True, default="")
    desired_state = models.TextField(blank=True, default="")
    story = models.TextField(blank=True, default="")
    horizon = models.DateField(null=True, blank=True)
    picture = models.ForeignKey("engines.StoredFile", null=True, blank=True, on_delete=models.SET_NULL)
    picture_text = models.CharField(max_length=200, blank=True, default="")
    promise_value = models.CharField(max_length=300, blank=True, default="")
    promise_access = models.CharField(max_length=300, blank=True, default="")
    promise_choice = models.CharField(max_length=300, blank=True, default="")
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField(default=0)
    published = models.DateTimeField(null=True, blank=True)
    archived = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[Guarded] = Guarded.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "futures"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class FutureDraft(models.Model):
    """Changes to a published future that readers do not see yet."""

    future = models.OneToOneField(Future, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[FutureDraft]] = models.Manager()

    class Meta:
        app_label = "futures"

    def __str__(self) -> str:
        return f"draft of {self.future_id}"


class FutureVersion(models.Model):
    """What was published: all texts of the future at that time."""

    future = models.ForeignKey(Future, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[FutureVersion]] = models.Manager()

    class Meta:
        app_label = "futures"
        constraints = [models.UniqueConstraint(fields=["future", "number"], name="one_number_per_version")]

    def __str__(self) -> str:
        return f"{self.future_id} v{self.number}"
