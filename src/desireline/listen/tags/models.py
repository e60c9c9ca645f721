from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Tag(models.Model):
    """A word on ideas: a customer's own, or one of the team's."""

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=40)
    by_team = models.BooleanField(default=False)
    internal = models.BooleanField(default=False, help_text="Only the team sees it.")
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Tag]] = models.Manager()

    class Meta:
        app_label = "listen"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class IdeaTag(models.Model):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="links", db_index=False)
    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="tag_links")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    merge = models.ForeignKey("listen.Merge", null=True, on_delete=models.CASCADE, related_name="tags")
    objects: ClassVar[models.Manager[IdeaTag]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["tag", "idea"], name="one_tag_link")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.idea_id}"


class TagChange(models.Model):
    """A tag was renamed, joined to another or deleted: by whom, when, and what it takes to put it back."""

    class Kind(models.TextChoices):
        RENAMED = "renamed"
        JOINED = "joined"
        DELETED = "deleted"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=40, help_text="The name before.")
    after = models.CharField(
        max_length=40, blank=True, default="", help_text="The new name, or that of the other tag."
    )
    undo = models.JSONField(default=dict)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[TagChange]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"{self.name} {self.kind}"
