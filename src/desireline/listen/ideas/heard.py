"""Ideas that the team files for others: who said it, and where it was heard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

LONGEST = 300


class HeardForm(forms.Form):
    """For whom the team files an idea. Without anything in it, it is their own."""

    heard = forms.CharField(
        label=_("Where you heard it"),
        max_length=LONGEST,
        required=False,
        help_text=_("A note under the idea that only the team sees."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    heard_email = forms.EmailField(
        label=_("E-mail address of the customer who said it"),
        required=False,
        help_text=_("They support the idea from now on. Who is not known yet is added."),
    )
    heard_name = forms.CharField(label=_("Name of the customer"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("heard_email") and not found.get("heard"):
            self.add_error("heard", _("Say where you heard it, so that others can follow it up."))
        return found

    @property
    def given(self) -> bool:
        """Whether it is somebody else's idea. Ask after `is_valid`."""
        return any(self.cleaned_data.get(name) for name in ("heard", "heard_email"))


def heard_form(request: HttpRequest, person: Person | None, initial: dict[str, Any]) -> HeardForm | None:
    """The form as it was sent, or an empty one; None for who does not file ideas for others."""
    if not may(person, Permission.TRIAGE):
        return None
    return HeardForm(request.POST or None, initial=initial)
