from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone

from desireline.listen.comments.api import Comment
from desireline.listen.ideas.api import Idea

if TYPE_CHECKING:
    from desireline.people.identity.models import Person

SPOKEN = (Idea.State.PUBLISHED, Idea.State.PENDING, Idea.State.MERGED)


class Level(models.IntegerChoices):
    """How closely one looks."""

    WIDE = 1
    MIDDLE = 2
    NARROW = 3

    @property
    def column(self) -> str:
        """The column of `Saying` that holds the theme of this level."""
        return self.name.lower()


class Theme(models.Model):
    """A cluster of things said, at one level. It stays the same theme as long as most of its texts stay together."""

    level = models.PositiveSmallIntegerField(choices=Level.choices)
    name = models.CharField(max_length=120, help_text="From the words that set it apart.")
    own_name = models.CharField(max_length=120, blank=True, default="", help_text="What the team calls it.")
    words = models.JSONField(default=list)
    model = models.CharField(max_length=60, help_text="The model whose vectors it was made of.")
    centre = models.BinaryField(help_text="Half-precision numbers, little-endian.")
    reach = models.FloatField(
        default=1.0, help_text="Cosine to the centre from which a new text belongs here."
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="inner", help_text="Next wider level."
    )
    since = models.DateTimeField(default=timezone.now)
    renewed = models.DateTimeField(default=timezone.now)
    gone = models.DateTimeField(null=True, help_text="When its texts were found to be elsewhere.")
    objects: ClassVar[models.Manager[Theme]] = models.Manager()

    class Meta:
        app_label = "understand"
        indexes = [
            models.Index(fields=["level"], condition=models.Q(gone__isnull=True), name="themes_of_level")
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.own_name or self.name


class ThemeName(models.Model):
    """The team gave a theme a name, or (empty) went back to that of its words."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, blank=True, default="")
    before = models.CharField(max_length=120, blank=True, default="")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ThemeName]] = models.Manager()

    class Meta:
        app_label = "understand"

    def __str__(self) -> str:
        return f"{self.before} → {self.name}"


class ThemeOutcome(models.Model):
    """What is said in a theme is about reaching an outcome."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="outcome_links")
    outcome = models.ForeignKey("futures.DesiredOutcome", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ThemeOutcome]] = models.Manager()

    class Meta:
        app_label = "understand"
        constraints = [models.UniqueConstraint(fields=["outcome", "theme"], name="one_outcome_of_a_theme")]

    def __str__(self) -> str:
        return f"{self.theme_id} is about {self.outcome_id}"


class Sayings(models.QuerySet["Saying"]):
    def visible_to(self, person: Person | None) -> Any:
        """Of ideas and comments that stand and that the person may see; never notes or words of the organisation."""
        ideas = Idea.objects.visible_to(person).filter(state__in=SPOKEN)
        said = Comment.objects.visible_to(person).filter(
            state__in=[Comment.State.PUBLISHED, Comment.State.PENDING], internal=False
        )
        here = models.Q(comment__isnull=True) | models.Q(comment__in=said)
        return self.filter(here, idea__in=ideas)


class Saying(models.Model):
    """An idea, or a comment on it, and where it belongs at each level. In none: nobody else says it."""

    idea = models.ForeignKey("listen.Idea", on_delete=models.CASCADE, related_name="+", db_index=False)
    comment = models.ForeignKey(
        "listen.Comment", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField(help_text="When it was said.")
    digest = models.BinaryField(max_length=16, help_text="Of the text that was looked at.")
    wide = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    middle = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    narrow = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    wide_close = models.FloatField(default=0, help_text="Cosine to the centre of its theme.")
    middle_close = models.FloatField(default=0)
    narrow_close = models.FloatField(default=0)
    objects: ClassVar[Sayings] = Sayings.as_manager()  # type: ignore[assignment]

    class Meta:
        app_label = "understand"
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=models.Q(comment__isnull=True), name="one_saying_of_an_idea"
            ),
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(comment__isnull=False), name="one_saying_of_a_comment"
            ),
        ]
        indexes = [
            models.Index(fields=["idea"], name="sayings_of_idea"),
            models.Index(fields=["wide", "-wide_close", "id"], name="sayings_of_wide"),
            models.Index(fields=["middle", "-middle_close", "id"], name="sayings_of_middle"),
            models.Index(fields=["narrow", "-narrow_close", "id"], name="sayings_of_narrow"),
        ]

    def __str__(self) -> str:
        return f"comment {self.comment_id}" if self.comment_id else f"idea {self.idea_id}"


class ThemeRun(models.Model):
    """Themes were found anew."""

    at = models.DateTimeField(default=timezone.now)
    texts = models.IntegerField(default=0)
    seconds = models.FloatField(default=0)
    model = models.CharField(max_length=60)
    objects: ClassVar[models.Manager[ThemeRun]] = models.Manager()

    class Meta:
        app_label = "understand"

    def __str__(self) -> str:
        return f"{self.texts} texts, {self.at}"


class ThemeTurn(models.Model):
    """Who finds the themes anew at the moment: one row, whose holder says again and again that it is still at work."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    holder = models.CharField(max_length=32, blank=True, default="")
    until = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[ThemeTurn]] = models.Manager()

    class Meta:
        app_label = "understand"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_turn_of_themes")]

    def __str__(self) -> str:
        return self.holder or "nobody"
