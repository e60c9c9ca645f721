from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Subscription(models.Model):
    """A person follows, or silences, one object (`idea:12`, `future:3`)."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=60)
    on = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[models.Manager[Subscription]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [models.UniqueConstraint(fields=["topic", "person"], name="one_subscription")]

    def __str__(self) -> str:
        return f"{self.person_id} {'follows' if self.on else 'silenced'} {self.topic}"


class NoticeChoice(models.Model):
    """How a person wants one kind of notice. No row means the default of the kind."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=40)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, default="soon", help_text="soon, daily or never")
    objects: ClassVar[models.Manager[NoticeChoice]] = models.Manager()

    class Meta:
        app_label = "people"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind"),
            models.CheckConstraint(
                condition=models.Q(mail__in=["soon", "daily", "never"]), name="notice_mail_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Notice(models.Model):
    """Something that a person was told. `about` is the topic, `url` a path on this instance."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=500, blank=True, default="")
    url = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, default="never")
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager[Notice]] = models.Manager()

    class Meta:
        app_label = "people"
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of_a_person"),
            models.Index(
                fields=["mail", "id"],
                condition=models.Q(mailed_at__isnull=True) & ~models.Q(mail="never"),
                name="notices_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title
