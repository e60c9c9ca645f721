"""The minutes of a review as Markdown."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from desireline.kit.pages.dates import day

_SIGNS = re.compile(r"([\\`*_\[\]<>#|])")


def markdown_of(page: dict[str, Any]) -> str:
    """A heading, the notes, and each point with why it was there and what was decided."""
    review = page["review"]
    parts = [f"# {_flat(review.title)}", day(review.on, "long")]
    if review.notes.strip():
        parts.append(review.notes.strip())
    for number, one in enumerate(page["items"], start=1):
        item = one["row"]
        title = item.project.title if item.project else one["about"]
        parts.append(f"## {number}. {_flat(title)}")
        why = f"{one['kind']}: {one['about']}" if item.project else str(one["kind"])
        parts.append(_flat(why))
        parts.append(_decided(item) if item.decision else _("Nothing was decided."))
    if not page["items"]:
        parts.append(_("The agenda is empty."))
    return "\n\n".join(parts) + "\n"


def _decided(item: Any) -> str:
    words = "\n".join(f"> {line}" for line in item.decision.splitlines())
    by = item.decided_by.name if item.decided_by else _("someone who left")
    return words + "\n\n" + _("%(name)s, %(day)s") % {"name": _flat(by), "day": day(item.decided_at, "long")}


def _flat(text: str) -> str:
    """One line in which no sign of Markdown works."""
    return _SIGNS.sub(r"\\\1", " ".join(str(text).split()))
