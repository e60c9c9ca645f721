from __future__ import annotations

from typing import ClassVar

from django.db import models


class TextVector(models.Model):
    """The direction of a text by one model. The text itself is not kept here."""

    digest = models.BinaryField(
        primary_key=True, max_length=16, help_text="Of the model's name and the text."
    )
    vector = models.BinaryField(help_text="Half-precision numbers, little-endian.")
    used = models.DateField(help_text="About when it was last asked for.")
    objects: ClassVar[models.Manager[TextVector]] = models.Manager()

    class Meta:
        app_label = "engines"
        indexes = [models.Index(fields=["used"], name="vectors_by_use")]

    def __str__(self) -> str:
        return bytes(self.digest).hex()
