from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from desireline.listen.entry.api import SAID
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.notices.api import declare_kind

declare_kind("idea.status", _("An idea that I support or follow moves on"))
declare_kind("idea.response", _("The organisation answers an idea that I support or follow"))


def _said(person: Person, text: str, since: datetime) -> bool:
    return Idea.objects.filter(author=person, created__gte=since, body=text).exists()


SAID.add("ideas", _said)
