"""What a project learns together with its participants: sessions, who came, what was noted and found."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Session(models.Model):
    """One meeting or one stretch of time with participants, by a technique. `sequence` goes up with every change
    that calendars must hear of, `notes_version` and `map_version` with every change of notes and of the map."""

    class Technique(models.TextChoices):
        INTERVIEW = "interview"
        WORKSHOP = "workshop"
        ROLE_PLAY = "role_play"
        VISIT = "visit"
        STREET_TEST = "street_test"
        USABILITY_TEST = "usability_test"
        DIARY = "diary"
        SURVEY = "survey"
        BETA_ROUND = "beta_round"

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    project = models.ForeignKey("codevelop.Project", on_delete=models.CASCADE, related_name="sessions")
    stage = models.ForeignKey("codevelop.Stage", on_delete=models.PROTECT, related_name="+")
    technique = models.CharField(max_length=16, choices=Technique.choices)
    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True, default="", help_text="What we want to learn; the team reads it.")
    welcome = models.TextField(blank=True, default="", help_text="What is asked of those invited, Markdown.")
    place = models.CharField(max_length=300, blank=True, default="", help_text="Words, or an https address.")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    time_zone = models.CharField(max_length=50, default="UTC")
    scenario = models.ForeignKey(
        "futures.CustomerScenario", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cohort = models.ForeignKey("codevelop.Cohort", null=True, on_delete=models.SET_NULL, related_name="+")
    artefacts: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "codevelop.Artefact", related_name="+", blank=True
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    notes_version = models.PositiveIntegerField(default=0)
    map_version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[models.Manager[Session]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [
            models.Index(fields=["project", "-starts", "-id"], name="sessions_of_project"),
            models.Index(fields=["state", "starts"], name="sessions_to_come"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="a_session_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def runs(self, now: datetime) -> bool:
        """Whether it is going on: from a quarter of an hour before its start until it is held or cancelled."""
        from datetime import timedelta

        begun = self.starts - timedelta(minutes=15) <= now
        return self.state == self.State.PLANNED and begun and now <= self.ends + timedelta(hours=2)


class SessionChange(models.Model):
    """It was planned, held or cancelled: by whom, when, and why."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=9, choices=Session.State.choices, blank=True, default="")
    after = models.CharField(max_length=9, choices=Session.State.choices)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True, default="")
    objects: ClassVar[models.Manager[SessionChange]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return f"{self.session_id}: {self.after}"


class GuideItem(models.Model):
    """One point of the guide, and how many minutes it takes."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guide")
    text = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    objects: ClassVar[models.Manager[GuideItem]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class SessionGuest(models.Model):
    """A participant who was invited to a session."""

    class State(models.TextChoices):
        INVITED = "invited"
        COMING = "coming"
        DECLINED = "declined"
        CAME = "came"
        MISSED = "missed"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guests")
    participant = models.ForeignKey(
        "codevelop.Participant", on_delete=models.CASCADE, related_name="invitations_to_sessions"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.INVITED)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="When they were asked for consent to notes.")
    reminded_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[SessionGuest]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["session", "participant"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.participant_id} at {self.session_id}"


class Observation(models.Model):
    """What somebody said, did or felt, or an idea that came up. The words about a guest go when the guest goes, and
    nobody reads them while there is no consent."""

    class Kind(models.TextChoices):
        SAID = "said"
        DID = "did"
        FELT = "felt"
        IDEA = "idea"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="observations")
    guest = models.ForeignKey(SessionGuest, null=True, on_delete=models.CASCADE, related_name="observations")
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.SAID)
    text = models.CharField(max_length=1000)
    outcome = models.ForeignKey(
        "futures.DesiredOutcome", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    step = models.ForeignKey("futures.ScenarioStep", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Observation]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        indexes = [models.Index(fields=["session", "-id"], name="observations_of_session")]

    def __str__(self) -> str:
        return self.text


class Finding(models.Model):
    """What was learnt, with the observations that show it, and what followed from it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(max_length=500)
    strength = models.PositiveSmallIntegerField(null=True, help_text="1 to 5: how sure we are.")
    observations: models.ManyToManyField[Observation, models.Model] = models.ManyToManyField(
        Observation, related_name="findings", blank=True
    )
    assumption = models.ForeignKey(
        "codevelop.Assumption", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    change = models.ForeignKey("codevelop.Change", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Finding]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(strength__isnull=True) | models.Q(strength__range=(1, 5)),
                name="strength_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return self.text


class MapStep(models.Model):
    """A column of the map. `source` is the step of the scenario that it was begun from."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="map_steps")
    source = models.ForeignKey("futures.ScenarioStep", null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[MapStep]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.position}"


class MapCell(models.Model):
    """One cell. `version` counts what was written into it; who writes says which version they began from."""

    class Row(models.TextChoices):
        DOES = "does"
        TRUTH = "truth"
        CONDITIONS = "conditions"
        CUSTOMER_METRIC = "customer_metric"
        OPERATIONAL_METRIC = "operational_metric"

    step = models.ForeignKey(MapStep, on_delete=models.CASCADE, related_name="cells")
    row = models.CharField(max_length=18, choices=Row.choices)
    text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[MapCell]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["step", "row"], name="one_cell_a_row_and_step")]

    def __str__(self) -> str:
        return self.text


class MapEdit(models.Model):
    """Everything that anybody wrote into a cell, in order. Without a `version` it met something newer and was laid
    beside it, for a person to choose or to join."""

    cell = models.ForeignKey(MapCell, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(null=True)
    began = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[MapEdit]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["cell", "version"], name="one_edit_a_version")]

    def __str__(self) -> str:
        return f"{self.cell_id} v{self.version}"


class MapReader(models.Model):
    """Who has the map open; seen within half a minute."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="map_readers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[MapReader]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_reader_of_a_map")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}"


class MapTaking(models.Model):
    """The map was taken over into the scenario. `before` is what the scenario was, so that it can be taken back."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="map_takings")
    scenario = models.ForeignKey(
        "futures.CustomerScenario", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.JSONField(null=True, help_text="Its steps; null where the scenario was made by this.")
    after = models.JSONField(default=list)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[MapTaking]] = models.Manager()

    class Meta:
        app_label = "codevelop"

    def __str__(self) -> str:
        return f"{self.session_id} into {self.scenario_id}"


class CalendarLink(models.Model):
    """A secret address under which a calendar reads all sessions of a person. Only a hash of the secret is kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[CalendarLink]] = models.Manager()

    class Meta:
        app_label = "codevelop"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="one_calendar_link_each"
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
