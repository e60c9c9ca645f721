from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import PARTS
from desireline.listen.merges.reading import joined
from desireline.people.identity.api import Person
from desireline.people.notices.api import declare_kind

declare_kind("merge", _("An idea that I support was merged"), mail="daily")


def _joined(idea: Idea, person: Person | None, _request: HttpRequest) -> dict[str, Any]:
    return {"joined": joined(idea.pk, reader=person)}


PARTS.add("joined", _joined)
