from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.people.audiences.api import Audience, choices_for
from desireline.people.identity.api import Person
from desireline.prove.recognition.consent import Choice
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.publishing import FIELDS, LONGEST


class ReleaseForm(forms.Form):
    """What is said of a release. Give it the person, so that it offers audiences that they see themselves."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("What is real now, in a few words.")
    )
    story = forms.CharField(
        label=_("The story"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("What people can do now, what they said, and what changed because of it. Markdown."),
    )
    before = forms.FloatField(
        label=_("The measure before"), required=False, widget=forms.NumberInput({"step": "any"})
    )
    after = forms.FloatField(
        label=_("The measure now"),
        required=False,
        widget=forms.NumberInput({"step": "any"}),
        help_text=_("Leave it empty until it is measured: the page says so."),
    )
    measured = forms.DateField(
        label=_("Measured on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    audience: forms.ModelChoiceField[Audience] = forms.ModelChoiceField(
        queryset=None,
        label=_("Who may see it?"),
        empty_label=None,
        help_text=_(
            "Of those who have a part in it, these are told. Choose more people later, and they are told then."
        ),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audience"]
        field.queryset = choices_for(person)


class ThanksForm(forms.Form):
    text = forms.CharField(
        label=_("Thank them in your words"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Say what their part changed. Your name stands below it."),
    )


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(choices=[(value, value) for value in Choice.values])


def initial_of(release: Release) -> dict[str, Any]:
    found = {name: getattr(release, name) for name in FIELDS}
    whole = {
        name: int(value) for name, value in found.items() if isinstance(value, float) and value.is_integer()
    }
    return found | whole  # 190, not 190.0
