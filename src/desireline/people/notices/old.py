"""Notices are kept for a while, not for ever."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.people.notices.models import Notice

READ, UNREAD = timedelta(days=90), timedelta(days=365)


def forget() -> int:
    """Delete notices that were read three months ago or are a year old. Returns how many."""
    now = timezone.now()
    read, _kinds = Notice.objects.filter(read_at__lt=now - READ).delete()
    rest, _kinds = Notice.objects.filter(at__lt=now - UNREAD).delete()
    return read + rest
