from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.people.audiences.api import visible_ids
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.models import Person


class Projects(models.QuerySet["Project"]):
    def visible_to(self, person: Person | None) -> Any:
        """Projects for the team, confidential ones only for their owner, their members and stewards. For others, what
        the showcase has, as far as its audience reaches."""
        if person is None or not may(person, Permission.SEE_TEAM):
            return self.in_showcase(person)
        if may(person, Permission.EDIT_PORTFOLIO):
            return self
        theirs = ProjectMember.objects.filter(person=person).values("project")
        return self.filter(models.Q(confidential=False) | models.Q(owner=person) | models.Q(pk__in=theirs))

    def in_showcase(self, person: Person | None) -> Any:
        """What the showcase has for the person: never what is confidential, whoever asks."""
        return self.filter(shown__isnull=False, confidential=False, audience_id__in=visible_ids(person))


class Project(models.Model):
    """Co-development with customers towards one desired outcome, through stages with gates between them.

    `version` goes up with every move: who moves an older one is told that somebody was faster.
    """

    class State(models.TextChoices):
        ACTIVE = "active"
        HELD = "held"
        RELEASED = "released"
        STOPPED = "stopped"

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(max_length=120)
    purpose = models.TextField(
        blank=True, default="", help_text="What we want to find out or make, Markdown."
    )
    story = models.TextField(blank=True, default="", help_text="What others read in the showcase, Markdown.")
    outcome = models.ForeignKey("futures.DesiredOutcome", on_delete=models.PROTECT, related_name="projects")
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    stage = models.ForeignKey(
        "codevelop.Stage", null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: it ended."
    )
    entered = models.DateTimeField(default=timezone.now, help_text="When it came to this stage, or ended.")
    due = models.DateField(null=True, blank=True, help_text="When its next gate should be.")
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    shown = models.DateTimeField(null=True, blank=True, help_text="Since when the showcase has it.")
    confidential = models.BooleanField(
        default=False,
        help_text="Under an agreement: never in search, feeds, counts, exports or the showcase.",
    )
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[Projects] = Projects.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "codevelop"
        indexes = [
            models.Index(fields=["state", "stage", "-entered", "-id"], name="projects_by_stage"),
            models.Index(fields=["-created", "-id"], name="projects_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "held"], stage__isnull=False)
                | models.Q(state__in=["released", "stopped"], stage__isnull=True),
                name="a_project_has_a_stage_until_it_ends",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProjectMember(models.Model):
    """Somebody of our own who works on the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ProjectMember]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="one_place_in_a_project")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"


class ProjectOrigin(models.Model):
    """What the project grew out of: an idea, a theme or a session. Who said it is found from there, also after
    merges."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="origins")
    idea = models.ForeignKey("listen.Idea", null=True, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey("understand.Theme", null=True, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey("codevelop.Session", null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ProjectOrigin]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["project", "idea"], name="one_origin_per_idea"),
            models.UniqueConstraint(fields=["project", "theme"], name="one_origin_per_theme"),
            models.UniqueConstraint(fields=["project", "session"], name="one_origin_per_session"),
            models.CheckConstraint(
                condition=models.Q(idea__isnull=False, theme__isnull=True, session__isnull=True)
                | models.Q(idea__isnull=True, theme__isnull=False, session__isnull=True)
                | models.Q(idea__isnull=True, theme__isnull=True, session__isnull=False),
                name="an_origin_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} from {self.idea_id or self.theme_id or self.session_id}"


class OriginText(models.Model):
    """What was said in a theme when a project grew out of it. Themes are found anew; this stays."""

    origin = models.ForeignKey(ProjectOrigin, on_delete=models.CASCADE, related_name="texts")
    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey("listen.Comment", null=True, on_delete=models.CASCADE, related_name="+")
    objects: ClassVar[models.Manager[OriginText]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return f"{self.origin_id}: {self.comment_id or self.idea_id}"


class Visit(models.Model):
    """A project was in a stage from `entered` to `left`. Sent back, it visits a stage again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="visits")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="visits")
    entered = models.DateTimeField(default=timezone.now)
    left = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Visit]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [models.Index(fields=["stage", "entered"], name="visits_of_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(left__isnull=True), name="in_one_stage_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(left__isnull=True) | models.Q(left__gte=models.F("entered")),
                name="left_after_it_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} in {self.stage_id}"
