from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext


class Audience(models.Model):
    """A named set of people that guards an object. The first three exist in every instance."""

    class Kind(models.TextChoices):
        PUBLIC = "public"
        SIGNED_IN = "signed_in"
        STAFF = "staff"
        SEGMENT = "segment"
        NAMED = "named"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=80, unique=True)
    conditions = models.JSONField(
        default=dict, blank=True, help_text='A segment: {"region": ["north"], "account.plan": ["pro"]}.'
    )
    created = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Audience]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind__in=["public", "signed_in", "staff"]),
                name="one_audience_of_each_basic_kind",
            )
        ]

    def __str__(self) -> str:
        """Its name; that of a basic one in the reader's language."""
        return self.name if self.kind in (self.Kind.SEGMENT, self.Kind.NAMED) else gettext(self.name)


class AudienceMember(models.Model):
    """A person in an audience of named people."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    objects: ClassVar[models.Manager[AudienceMember]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [
            models.UniqueConstraint(fields=["audience", "person"], name="one_place_in_an_audience")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"
