from django.utils.translation import gettext_lazy as _

from desireline.people.notices.api import declare_kind

declare_kind("merge", _("An idea that I support was merged"), mail="daily")
