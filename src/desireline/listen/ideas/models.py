from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.audiences.api import visible_ids
from desireline.people.roles.api import is_staff

if TYPE_CHECKING:
    from desireline.people.identity.models import Person


class Ideas(models.QuerySet["Idea"]):
    def visible_to(self, person: Person | None) -> Any:
        """Ideas on boards that the person may see: published ones (also merged ones, which lead on), and one's own
        that still wait. Staff see all but what was hidden as spam."""
        rows = self.filter(board__audience_id__in=visible_ids(person), board__archived__isnull=True)
        shown = models.Q(state__in=[Idea.State.PUBLISHED, Idea.State.MERGED])
        if is_staff(person):
            return rows.exclude(state=Idea.State.SPAM)
        if person is not None:
            shown |= models.Q(state=Idea.State.PENDING, author=person)
        return rows.filter(shown)


class Idea(models.Model):
    """A proposed improvement. Counters are kept in the transaction that changes what they count."""

    class State(models.IntegerChoices):
        PUBLISHED = 1
        PENDING = 2
        MERGED = 3
        HIDDEN = 4
        SPAM = 5

    board = models.ForeignKey("listen.Board", on_delete=models.PROTECT, related_name="ideas")
    title = models.CharField(max_length=140)
    slug = models.CharField(max_length=80, blank=True, default="")
    body = models.TextField(blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    author = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="ideas", db_index=False
    )
    guest_name = models.CharField(max_length=80, blank=True, default="")
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.ForeignKey("listen.Status", on_delete=models.PROTECT, related_name="+")
    status_at = models.DateTimeField(default=timezone.now)
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.PUBLISHED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    pinned = models.BooleanField(default=False)
    closed = models.BooleanField(default=False, help_text="No more votes and comments.")
    archived = models.BooleanField(default=False, help_text="Off the board, still readable.")
    created = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True, blank=True)
    active = models.DateTimeField(default=timezone.now, help_text="Last vote, comment or change.")
    triaged = models.DateTimeField(null=True, blank=True, help_text="When the team first dealt with it.")

    votes = models.IntegerField(default=0, help_text="People with an account here who support it.")
    votes_important = models.IntegerField(default=0)
    votes_must = models.IntegerField(default=0)
    guest_votes = models.IntegerField(default=0, help_text="Anonymous support, never in `votes`.")
    imported_votes = models.IntegerField(default=0, help_text="A total without voters from an earlier tool.")
    accounts = models.IntegerField(default=0, help_text="Accounts with at least one supporter.")
    value = models.DecimalField(
        max_digits=16, decimal_places=2, default=0, help_text="Value of those accounts."
    )
    comments = models.IntegerField(default=0, help_text="Published comments that everyone may see.")
    seen = models.IntegerField(default=0, help_text="Different visits and people that saw it.")
    seen_votes = models.IntegerField(default=0, help_text="Supporters among those.")
    exposure = models.FloatField(default=0, help_text="Sum of position-weighted impressions.")
    trend = models.FloatField(default=0, help_text="Trending score, renewed by the worker.")
    objects: ClassVar[Ideas] = Ideas.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "listen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes__gte=0, guest_votes__gte=0, imported_votes__gte=0, comments__gte=0),
                name="idea_counters_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(state=3, merged_into__isnull=False)
                | (~models.Q(state=3) & models.Q(merged_into__isnull=True)),
                name="merged_ideas_have_a_target",
            ),
        ]
        indexes = [
            models.Index(fields=["board", "state", "archived", "-votes", "-id"], name="ideas_by_votes"),
            models.Index(fields=["board", "state", "archived", "-created", "-id"], name="ideas_by_age"),
            models.Index(fields=["board", "state", "archived", "-trend", "-id"], name="ideas_by_trend"),
            models.Index(fields=["board", "state", "archived", "seen", "-id"], name="ideas_by_need"),
            models.Index(
                fields=["board", "state", "archived", "status", "-votes", "-id"], name="ideas_by_status_votes"
            ),
            models.Index(fields=["state", "triaged", "-id"], name="ideas_to_triage"),
            models.Index(fields=["author", "-id"], name="ideas_of_author"),
        ]

    def __str__(self) -> str:
        return self.title


class IdeaOutcome(models.Model):
    """An idea serves a desired outcome."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="outcome_links")
    outcome = models.ForeignKey("futures.DesiredOutcome", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    merge = models.ForeignKey(
        "listen.Merge", null=True, on_delete=models.CASCADE, related_name="outcome_links"
    )
    objects: ClassVar[models.Manager[IdeaOutcome]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["outcome", "idea"], name="one_outcome_link")]

    def __str__(self) -> str:
        return f"{self.idea_id} serves {self.outcome_id}"


class IdeaEdit(models.Model):
    """What an idea said before an edit."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="edits")
    title = models.CharField(max_length=140)
    body = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[IdeaEdit]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"{self.idea_id} before {self.at}"


class IdeaMark(models.Model):
    """Pinned, closed or archived: by whom and when, and when it ended."""

    class Kind(models.TextChoices):
        PINNED = "pinned"
        CLOSED = "closed"
        ARCHIVED = "archived"

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[IdeaMark]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "kind"], condition=models.Q(ended_at__isnull=True), name="one_mark_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.kind}"


class StatusChange(models.Model):
    """An idea moved to a status: by whom, when and why. One that was undone is kept, and shown to nobody."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="status_changes", db_index=False)
    before = models.ForeignKey("listen.Status", null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("listen.Status", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[StatusChange]] = models.Manager()

    class Meta:
        app_label = "listen"
        indexes = [models.Index(fields=["idea", "-at"], name="status_changes_of_idea")]

    def __str__(self) -> str:
        return f"{self.idea_id} to {self.after_id}"


class OfficialResponse(models.Model):
    """The organisation's answer on top of the idea."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="response")
    body = models.TextField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[OfficialResponse]] = models.Manager()

    class Meta:
        app_label = "listen"

    def __str__(self) -> str:
        return f"response to {self.idea_id}"


class Attachment(models.Model):
    """A file on an idea."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="attachments", db_index=False)
    file = models.ForeignKey("engines.StoredFile", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    objects: ClassVar[models.Manager[Attachment]] = models.Manager()

    class Meta:
        app_label = "listen"
        constraints = [models.UniqueConstraint(fields=["idea", "file"], name="one_attachment")]

    def __str__(self) -> str:
        return f"{self.file_id} on {self.idea_id}"
