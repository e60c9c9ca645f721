from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import COUNTERS, Counter
from desireline.listen.comments.counting import recount
from desireline.listen.ideas.models import Idea
from desireline.people.notices.api import declare_kind

declare_kind("mention", _("Someone mentions me"))
declare_kind("reply", _("Someone answers my comment"))
declare_kind("comment", _("New comments on ideas that I follow"), mail="daily")

COUNTERS.add("listen.comments", Counter(_("Comments of ideas"), Idea, recount))
