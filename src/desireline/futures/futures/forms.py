from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.futures.futures.models import Future
from desireline.people.audiences.api import Audience, choices_for
from desireline.people.identity.api import Person

GROUPS = [
    ("customers", _("Customers")),
    ("staff", _("Staff")),
    ("partners", _("Partners")),
    ("suppliers", _("Suppliers")),
    ("shareholders", _("Shareholders")),
]


def _long(label: Any, help_text: Any, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": rows}),
    )


class FutureForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Short and worth wanting."))
    group = forms.ChoiceField(label=_("Whose future is it?"), choices=GROUPS)
    audience: forms.ModelChoiceField[Audience] = forms.ModelChoiceField(
        queryset=None, label=_("Who may see it?"), empty_label=None
    )
    present_context = _long(_("Present context"), _("How things are for them today, in their words."))
    desired_state = _long(_("Desired state"), _("The better state, even if they cannot see it yet."))
    story = _long(_("Story"), _("A day in that future, told so that one can see it. Markdown."), 12)
    horizon = forms.DateField(
        label=_("Horizon"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When it should be so."),
    )
    picture = forms.FileField(label=_("Picture"), required=False, help_text=_("JPEG, PNG or WebP, wide."))
    picture_text = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("For those who cannot see it."),
    )
    promise_value = forms.CharField(label=_("Promise of value"), required=False, max_length=300)
    promise_access = forms.CharField(label=_("Promise of access"), required=False, max_length=300)
    promise_choice = forms.CharField(label=_("Promise of choice"), required=False, max_length=300)

    def __init__(self, *args: Any, editor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = choices_for(editor)  # type: ignore[attr-defined]

    def content(self) -> dict[str, Any]:
        """The texts of the future, without audience and picture."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"audience", "picture"}
        }


def initial(future: Future, content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "audience": future.audience_id}
