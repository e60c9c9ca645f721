from django.utils.translation import gettext_lazy as _

from desireline.listen.own import panel, taking
from desireline.listen.own.forgetting import forget
from desireline.people.profile.api import ERASERS, EXPORTERS, PANELS, Panel

PANELS.add("ideas", Panel("ideas", _("Ideas"), panel.ideas, order=10))
PANELS.add("comments", Panel("comments", _("Comments"), panel.comments, order=20))
ERASERS.add("listen", forget)
for take in taking.ALL:
    EXPORTERS.add(take.__name__, take)
