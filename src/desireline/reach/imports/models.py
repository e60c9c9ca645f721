from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class ImportBatch(models.Model):
    """One file that was brought in, or is about to be: what it is, how it is to be read, how far it is."""

    class State(models.TextChoices):
        CHECKING = "checking"
        READY = "ready"
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        UNDOING = "undoing"
        UNDONE = "undone"

    name = models.CharField(max_length=200, help_text="Of the file.")
    path = models.CharField(max_length=400, blank=True, default="", help_text="Where an upload waits.")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    format = models.CharField(max_length=40, blank=True, default="")
    system = models.CharField(max_length=80, blank=True, default="", help_text="What its ids belong to.")
    plan = models.JSONField(default=dict, help_text="Mapping of columns, boards, statuses, audience.")
    preview = models.JSONField(default=dict, help_text="What a dry run found.")
    counts = models.JSONField(default=dict, help_text="Created, changed and kept, by kind.")
    skipped = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    error = models.TextField(blank=True, default="")
    done = models.BigIntegerField(default=0, help_text="Bytes read so far.")
    all = models.BigIntegerField(default=0, help_text="Bytes to read.")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    objects: ClassVar[models.Manager[ImportBatch]] = models.Manager()

    class Meta:
        app_label = "reach"
        indexes = [models.Index(fields=["sha256"], name="imports_of_a_file")]

    def __str__(self) -> str:
        return f"import {self.pk} of {self.name}"


class ImportProblem(models.Model):
    """A line that did not go in, or something to know about a file."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    file = models.CharField(max_length=200)
    row = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=8, help_text="wrong, left or remark")
    text = models.CharField(max_length=300, help_text="The sentence with blanks.")
    facts = models.JSONField(default=dict)
    objects: ClassVar[models.Manager[ImportProblem]] = models.Manager()

    class Meta:
        app_label = "reach"

    def __str__(self) -> str:
        return f"{self.file}:{self.row}"


class Imported(models.Model):
    """What a thing of an earlier tool became here. The digest tells whether the source says something new of it.

    That its batch exists is not checked for each of so many rows: a fifth of PostgreSQL's work went into that.
    """

    system = models.CharField(max_length=80)
    kind = models.CharField(max_length=63, help_text="What an importer calls it, or the name of a table.")
    source_id = models.CharField(max_length=255)
    object_id = models.BigIntegerField()
    digest = models.BigIntegerField(default=0)
    created = models.BooleanField(default=True, help_text="Made here by the import; else it was found here.")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    objects: ClassVar[models.Manager[Imported]] = models.Manager()

    class Meta:
        app_label = "reach"
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "source_id"], name="imported_once"),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="imported_objects")]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.source_id}"


class ImportedVote(models.Model):
    """A vote that an import brought. `id` is that of the vote; a vote that is taken back here stays taken back."""

    id = models.BigIntegerField(primary_key=True)
    idea = models.ForeignKey(
        "listen.Idea", on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    how_much = models.PositiveSmallIntegerField(default=1)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    objects: ClassVar[models.Manager[ImportedVote]] = models.Manager()

    class Meta:
        app_label = "reach"
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="vote_imported_once")]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class ImportedChange(models.Model):
    """What an import changed on a row that was there: by field, the value before and the value after."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    values = models.JSONField()
    objects: ClassVar[models.Manager[ImportedChange]] = models.Manager()

    class Meta:
        app_label = "reach"

    def __str__(self) -> str:
        return f"{self.table} {self.object_id}"


class ColumnMapping(models.Model):
    """How people mapped a table with these columns last time."""

    key = models.CharField(max_length=24, unique=True)
    mapping = models.JSONField()
    changed = models.DateTimeField(auto_now=True)
    objects: ClassVar[models.Manager[ColumnMapping]] = models.Manager()

    class Meta:
        app_label = "reach"

    def __str__(self) -> str:
        return self.key
