from django.utils.translation import gettext_lazy as _

from desireline.understand.leads.sources import RESOURCES, Source, accepted_ideas

RESOURCES.add("ideas", Source(_("Ideas of theirs that were accepted"), accepted_ideas))
