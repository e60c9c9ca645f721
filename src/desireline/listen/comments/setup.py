from datetime import datetime

from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import COUNTERS, Counter
from desireline.listen.comments.counting import recount
from desireline.listen.comments.models import Comment
from desireline.listen.comments.thread import thread
from desireline.listen.entry.api import SAID
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import PARTS
from desireline.people.identity.api import Person
from desireline.people.notices.api import declare_kind

declare_kind("mention", _("Someone mentions me"))
declare_kind("reply", _("Someone answers my comment"))
declare_kind("comment", _("New comments on ideas that I follow"), mail="daily")

COUNTERS.add("listen.comments", Counter(_("Comments of ideas"), Idea, recount))
PARTS.add("thread", thread)


def _said(person: Person, text: str, since: datetime) -> bool:
    return Comment.objects.filter(author=person, created__gte=since, body=text).exists()


SAID.add("comments", _said)
