from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import COUNTERS, Counter
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.counting import recount

COUNTERS.add("listen.votes", Counter(_("Votes of ideas"), Idea, recount))
