from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.roles.api import is_staff

if TYPE_CHECKING:
    from desireline.people.identity.models import Person


class Comments(models.QuerySet["Comment"]):
    def visible_to(self, person: Person | None) -> Any:
        """Comments that the person may see on an idea that they may see (ask for the idea first)."""
        if is_staff(person):
            return self.exclude(state=Comment.State.SPAM)
        shown = models.Q(state__in=[Comment.State.PUBLISHED, Comment.State.REMOVED])
        if person is not None:
            shown |= models.Q(state=Comment.State.PENDING, author=person)
        return self.filter(shown, internal=False)


class Comment(models.Model):
    """A comment in the thread of an idea. `merge` says by which merge it came to this idea."""

    class State(models.IntegerChoices):
        PUBLISHED = 1
        PENDING = 2
        REMOVED = 3
        HIDDEN = 4
        SPAM = 5

    idea = models.ForeignKey(
        "listen.Idea", on_delete=models.CASCADE, related_name="comment_rows", db_index=False
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies", db_index=False
    )
    author = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="comments", db_index=False
    )
    guest_name = models.CharField(max_length=80, blank=True, default="")
    body = models.TextField()
    internal = models.BooleanField(default=False, help_text="A note that only the team sees.")
    official = models.BooleanField(default=False)
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.PUBLISHED)
    merge = models.ForeignKey(
        "listen.Merge", null=True, on_delete=models.SET_NULL, related_name="comments", db_index=False
    )
    imported_likes = models.IntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[Comments] = Comments.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "listen"
        indexes = [
            models.Index(fields=["idea", "created", "id"], name="comments_of_idea"),
            models.Index(fields=["author", "-id"], name="comments_of_author"),
            models.Index(
                fields=["parent"], condition=models.Q(parent__isnull=False), name="replies_to_comment"
            ),
            models.Index(fields=["merge"], condition=models.Q(merge__isnull=False), name="comments_of_merge"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.idea_id}"


class CommentEdit(models.Model):
    """What a comment said before an edit."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    body = models.TextField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[CommentEdit]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"{self.comment_id} before {self.at}"


class Reaction(models.Model):
    """A person's reaction to a comment, one of each kind."""

    class Kind(models.TextChoices):
        THANKS = "thanks"
        AGREE = "agree"
        INSIGHT = "insight"
        CELEBRATE = "celebrate"

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Reaction]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(fields=["comment", "person", "kind"], name="one_reaction_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.comment_id}"
