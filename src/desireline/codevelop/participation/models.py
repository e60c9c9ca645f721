"""Customers who take part in a project: how they came, what they agreed to, and how they were thanked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


def _person(name: str = "+") -> models.ForeignKey[models.Model | None, models.Model | None]:
    return models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name=name)


class Agreement(models.Model):
    """What people accept before they are shown anything confidential. It is never rewritten: it gets a new version.

    With a project: everyone who takes part in it accepts it. Without one: asked where a call says so, and of everyone
    in a confidential project.
    """

    project = models.ForeignKey(
        "codevelop.Project", null=True, on_delete=models.CASCADE, related_name="agreements"
    )
    title = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, help_text="From then on it is asked of nobody.")
    ended_by = _person()
    objects: ClassVar[models.Manager[Agreement]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return self.title


class AgreementVersion(models.Model):
    """The words of an agreement. Who accepted an older version accepts anew."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="Markdown.")
    at = models.DateTimeField(default=timezone.now)
    by = _person()
    objects: ClassVar[models.Manager[AgreementVersion]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} version {self.number}"


class Acceptance(models.Model):
    """A person accepted a version and typed their name under it."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="acceptances")
    person = _person()
    at = models.DateTimeField(default=timezone.now)
    typed_name = models.CharField(max_length=120)
    objects: ClassVar[models.Manager[Acceptance]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="accepted_once")]

    def __str__(self) -> str:
        return f"{self.version_id} by {self.person_id}"


class Cohort(models.Model):
    """Some of the participants, for a purpose."""

    class Kind(models.TextChoices):
        TESTERS = "testers"
        BETA = "beta"
        PANEL = "panel"

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(max_length=80)
    text = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TESTERS)
    places = models.PositiveIntegerField(null=True, help_text="Empty: no limit.")
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Cohort]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return self.name


class CohortQuota(models.Model):
    """How many of a segment. A firm one is never passed; one that is not firm only shows."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="quotas")
    audience = models.ForeignKey("people.Audience", on_delete=models.CASCADE, related_name="+")
    places = models.PositiveIntegerField()
    firm = models.BooleanField(default=True)
    objects: ClassVar[models.Manager[CohortQuota]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "audience"], name="one_quota_for_a_segment"),
            models.CheckConstraint(condition=models.Q(places__gte=1), name="a_quota_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.places} of {self.audience_id}"


class Call(models.Model):
    """Says to an audience that a project looks for people."""

    class Way(models.TextChoices):
        OPEN = "open"  # who answers takes part
        APPLICATION = "application"  # the team chooses
        INVITATION = "invitation"  # only who is invited sees it

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="calls")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, default="", help_text="Markdown.")
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.APPLICATION)
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    places = models.PositiveIntegerField(null=True, help_text="Empty: no limit.")
    until = models.DateField(null=True, help_text="The last day on which it can be answered.")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="+")
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Call]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [
            models.Index(
                fields=["-opened_at"], condition=models.Q(closed_at=None), name="calls_that_are_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(opened_at__isnull=False),
                name="only_an_open_call_is_closed",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CallQuestion(models.Model):
    class Kind(models.TextChoices):
        LINE = "line"
        TEXT = "text"
        CHOICE = "choice"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.LINE)
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    objects: ClassVar[models.Manager[CallQuestion]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Participant(models.Model):
    """A person and a project: one row, whatever happens between them."""

    class State(models.TextChoices):
        INVITED = "invited"
        APPLIED = "applied"
        JOINED = "joined"
        DECLINED = "declined"  # the person said no to an invitation, or took back what they applied for
        LEFT = "left"
        REFUSED = "refused"  # the team said no

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    call = models.ForeignKey(Call, null=True, on_delete=models.SET_NULL, related_name="participants")
    at = models.DateTimeField(default=timezone.now, help_text="When it came to this state.")
    since = models.DateTimeField(null=True, help_text="When they joined.")
    ended = models.DateTimeField(null=True, help_text="When they left.")
    due = models.DateField(null=True, help_text="Until when an invitation waits for an answer.")
    by = _person()
    note = models.CharField(max_length=500, blank=True, default="", help_text="For the team alone.")
    objects: ClassVar[models.Manager[Participant]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [
            models.Index(fields=["project", "state", "-at", "-id"], name="participants_by_state"),
            models.Index(fields=["person", "state"], name="participants_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="takes_part_once"),
            models.CheckConstraint(
                condition=~models.Q(state="joined") | models.Q(since__isnull=False, ended__isnull=True),
                name="who_joined_did_so_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}: {self.state}"


class ParticipantChange(models.Model):
    """Every step of a participant: from what to what, by whom and why. `before` is empty at the first."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=8, choices=Participant.State.choices, blank=True, default="")
    after = models.CharField(max_length=8, choices=Participant.State.choices)
    by = _person()
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True, default="")
    objects: ClassVar[models.Manager[ParticipantChange]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.before} to {self.after}"


class CallAnswer(models.Model):
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(CallQuestion, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    objects: ClassVar[models.Manager[CallAnswer]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["participant", "question"], name="answered_once_in_a_call")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} by {self.participant_id}"


class CohortMember(models.Model):
    """A participant in a cohort, counted for one of its quotas, or for none."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="cohorts")
    quota = models.ForeignKey(CohortQuota, null=True, on_delete=models.SET_NULL, related_name="members")
    at = models.DateTimeField(default=timezone.now)
    by = _person()
    objects: ClassVar[models.Manager[CohortMember]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "participant"], name="one_place_in_a_cohort")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.cohort_id}"


class Consent(models.Model):
    """A participant let us do something, in these words, until they take it back."""

    class Purpose(models.TextChoices):
        NOTES = "notes"
        RECORDING = "recording"
        QUOTES = "quotes"
        PICTURES = "pictures"
        CONTACT = "contact"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=9, choices=Purpose.choices)
    text = models.TextField(help_text="The words that were agreed to.")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Consent]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.participant_id}"


class Thanks(models.Model):
    """How a participant was thanked, in words or otherwise. Only the team and they themselves see it."""

    class Kind(models.TextChoices):
        WORDS = "words"
        VOUCHER = "voucher"
        MONEY = "money"
        GIFT = "gift"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="thanks")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.WORDS)
    text = models.CharField(max_length=500, blank=True, default="")
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, help_text="In the currency.")
    given_at = models.DateTimeField(default=timezone.now)
    by = _person()
    undone_at = models.DateTimeField(null=True)
    undone_by = _person()
    objects: ClassVar[models.Manager[Thanks]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="thanks_cost_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.participant_id}"


class Reminded(models.Model):
    """A participant was reminded of something, so that it happens once."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    ask = models.CharField(max_length=40, help_text='What of: "invitation", "agreement:3", "question:12".')
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Reminded]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["participant", "ask"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.ask}"
