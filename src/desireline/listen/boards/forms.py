from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.listen.boards.models import Board, Status
from desireline.people.audiences.api import choices_for
from desireline.people.identity.api import Person


class BoardForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Board
        fields = ("name", "intro", "audience", "ideas_open")
        labels = {
            "name": _("Name"),
            "intro": _("What is it for?"),
            "audience": _("Who sees it?"),
            "ideas_open": _("New ideas are welcome"),
        }
        help_texts = {
            "intro": _("A sentence or two on top of the board: which ideas belong here."),
            "ideas_open": _("Off: people read, vote and comment, and only the team adds ideas."),
        }
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["audience"].queryset = choices_for(person)  # type: ignore[attr-defined]
        self.fields["audience"].empty_label = None  # type: ignore[attr-defined]


STAGES = (
    (Status.Stage.NEW, _("New: nobody has looked yet")),
    (Status.Stage.REVIEW, _("Review: we are thinking about it")),
    (Status.Stage.PLANNED, _("Planned: we want to do it")),
    (Status.Stage.STARTED, _("Started: it is being made")),
    (Status.Stage.DONE, _("Done: customers have it")),
    (Status.Stage.DECLINED, _("Declined: we will not do it")),
)
HUES = (
    (250, _("Blue")),
    (218, _("Sky")),
    (188, _("Teal")),
    (155, _("Green")),
    (100, _("Olive")),
    (75, _("Amber")),
    (48, _("Orange")),
    (22, _("Red")),
    (344, _("Pink")),
    (312, _("Plum")),
    (280, _("Violet")),
)


class StatusForm(forms.Form):
    name = forms.CharField(label=_("Name"), min_length=2, max_length=60)
    stage = forms.ChoiceField(
        label=_("What it means"),
        choices=STAGES,
        help_text=_("Reports and filters go by this, whatever the name."),
    )
    hue = forms.TypedChoiceField(label=_("Colour"), choices=HUES, coerce=int)
