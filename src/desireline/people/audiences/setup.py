from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from desireline.engines.search.api import READERS
from desireline.kit.jobs.api import enqueue
from desireline.people.audiences.api import reader_tokens
from desireline.people.audiences.models import Audience

READERS.add("audiences", reader_tokens)


@receiver(pre_save, sender=Audience)
def _before(instance: Audience, raw: bool = False, **_more: Any) -> None:
    kinds = Audience.objects.filter(pk=instance.pk).values_list("kind", flat=True)
    instance.__dict__["_other_kind"] = not raw and any(kind != instance.kind for kind in kinds)


@receiver(post_save, sender=Audience)
def _after(instance: Audience, **_more: Any) -> None:
    """Cards name the audience, and readers bring those that they belong to now: who belongs to it may change freely.
    Its kind says in which index its cards stand, so these are made anew. Until then the late check hides them."""
    if instance.__dict__.pop("_other_kind", False):
        enqueue("search.reindex", key="search.reindex")
