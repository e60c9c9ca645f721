"""What a project makes and learns in a stage."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Artefact(models.Model):
    """Something to look at or to try: a prototype, a picture, a film, a page."""

    class Kind(models.TextChoices):
        LINK = "link"
        FILE = "file"
        PICTURE = "picture"
        FILM = "film"
        PAGE = "page"  # somebody else's page, shown in a sandbox after a click

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="artefacts")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    file = models.ForeignKey("engines.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    in_showcase = models.BooleanField(default=False)
    for_participants = models.BooleanField(default=False, help_text="Who takes part sees it too.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Artefact]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return self.title


class Assumption(models.Model):
    """Something that must be true for the project to work, and the smallest test that could show it is not."""

    class State(models.TextChoices):
        OPEN = "open"
        HOLDS = "holds"
        FAILS = "fails"

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="assumptions")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    test = models.CharField(max_length=300, blank=True, default="")
    risk = models.PositiveSmallIntegerField(default=3, help_text="1 to 5: what it costs us to be wrong.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    result = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Assumption]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.CheckConstraint(condition=models.Q(risk__range=(1, 5)), name="risk_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="an_assumption_is_closed_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Question(models.Model):
    """Asked of the participants, or of everyone who sees the project in the showcase."""

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="questions")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    in_showcase = models.BooleanField(default=False)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Question]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """What one person says to a question; said anew, it replaces what they said before."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Answer]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="one_answer_each")]

    def __str__(self) -> str:
        return f"{self.question_id} by {self.person_id}"


class Change(models.Model):
    """You said, we changed."""

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="changes")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=500)
    changed = models.CharField(max_length=500)
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    assumption = models.ForeignKey(Assumption, null=True, on_delete=models.SET_NULL, related_name="+")
    in_showcase = models.BooleanField(default=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Change]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return self.changed
