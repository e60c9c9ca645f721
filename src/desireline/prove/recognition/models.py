"""What became real, thanks to whom, who wants to be named, and who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.codevelop.projects.api import Project
from desireline.people.audiences.api import visible_ids
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.models import Person


class Releases(models.QuerySet["Release"]):
    def visible_to(self, person: Person | None) -> Any:
        """What is on the wall for them; for the team also drafts, as far as they see the project: what is confidential
        only for its owner, its members and stewards."""
        if not may(person, Permission.SEE_TEAM):
            return self.on_the_wall(person)
        projects: Any = Project.objects.visible_to(person)
        return self.filter(project__in=projects.filter(state=Project.State.RELEASED).order_by().values("pk"))

    def on_the_wall(self, person: Person | None) -> Any:
        """Published, for an audience of theirs: never what is confidential, whoever asks."""
        return self.public().filter(audience_id__in=visible_ids(person))

    def public(self) -> Any:
        """Published, of a project that is released and not confidential: for whom, its audience says."""
        return self.filter(
            published__isnull=False, project__state=Project.State.RELEASED, project__confidential=False
        )


class Release(models.Model):
    """A project became real. A draft until somebody publishes it with a story; who is credited hears of it then."""

    project = models.OneToOneField("codevelop.Project", on_delete=models.CASCADE, related_name="release")
    title = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=80, allow_unicode=True, blank=True, default="", help_text="For people; the number decides."
    )
    story = models.TextField(blank=True, default="", help_text="What is real now, Markdown.")
    before = models.FloatField(null=True, blank=True, help_text="The outcome's measure before.")
    after = models.FloatField(null=True, blank=True, help_text="The outcome's measure now.")
    measured = models.DateField(null=True, blank=True, help_text="When it was measured.")
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    released = models.DateTimeField(default=timezone.now, help_text="When its project was released.")
    published = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who published it."
    )
    supporters = models.PositiveIntegerField(
        default=0, help_text="People who voted for what it grew out of, when that was last looked at."
    )
    counted = models.DateTimeField(null=True, help_text="When it was last looked at who has a part in it.")
    objects: ClassVar[Releases] = Releases.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["-published", "-id"], name="releases_by_time")]

    def __str__(self) -> str:
        return self.title


class Part(models.TextChoices):
    """In which role somebody has a part in a release. Supporters are counted and told, and have no credit."""

    SPOTTER = "spotter"
    REFINER = "refiner"
    TESTER = "tester"
    REVIEWER = "reviewer"
    CONNECTOR = "connector"
    SUPPORTER = "supporter"


ROLES = tuple(part for part in Part if part != Part.SUPPORTER)


class Credits(models.QuerySet["Credit"]):
    def standing(self) -> Any:
        """Without those who want no part in it; `choice` is what the person said last, None for nothing."""
        said = CreditChoice.objects.filter(person=models.OuterRef("person")).order_by("-id")
        rows = self.annotate(choice=models.Subquery(said.values("choice")[:1]))
        wanted = models.Q(choice__isnull=True) | ~models.Q(choice=CreditChoice.Choice.LEFT_OUT)
        return rows.filter(wanted)


class Credit(models.Model):
    """Somebody has a part in a release, in one role. What shows it is found from rows (see `evidence`)."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(max_length=10, choices=[(part.value, part.value) for part in ROLES])
    staff = models.BooleanField(default=False, help_text="One of our own when it was released.")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[Credits] = Credits.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "prove"
        constraints = [
            models.UniqueConstraint(fields=["release", "person", "role"], name="one_credit_in_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.role} of {self.release_id}"


class CreditChoice(models.Model):
    """Whether somebody wants to be thanked by name. All are kept; the latest counts. Who said nothing is not named."""

    class Choice(models.TextChoices):
        NAMED = "named"
        NAMELESS = "nameless"
        LEFT_OUT = "left_out"

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="credit_choices")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[CreditChoice]] = models.Manager()

    class Meta:
        app_label = "prove"
        indexes = [models.Index(fields=["person", "-id"], name="choices_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.choice}"


class Told(models.Model):
    """Somebody was told that something is real now, and by which part of theirs. Nobody is told twice."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Told]] = models.Manager()

    class Meta:
        app_label = "prove"
        constraints = [models.UniqueConstraint(fields=["release", "person"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.release_id}"


class ThankNote(models.Model):
    """Thanks in words, from a named person of our own."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(max_length=600)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[ThankNote]] = models.Manager()

    class Meta:
        app_label = "prove"

    def __str__(self) -> str:
        return self.text
