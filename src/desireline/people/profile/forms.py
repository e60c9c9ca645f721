from __future__ import annotations

import zoneinfo
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.people.identity.models import Person

THEMES = (
    ("", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
)


@lru_cache(maxsize=1)
def zones() -> list[str]:
    """Time zones by name: places first, no abbreviations."""
    return sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    about = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("One or two sentences that others may know. Shown on your public profile."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    theme = forms.ChoiceField(
        label=gettext_lazy("Appearance"), required=False, choices=THEMES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: Person, detected: str = "", **kwargs: Any) -> None:
        fields = ("name", "about", "language", "time_zone", "theme")
        kwargs["initial"] = {field: getattr(person, field) for field in fields}
        super().__init__(*args, **kwargs)
        languages = [
            ("", _("As the browser asks")),
            *((code, str(name)) for code, name in settings.LANGUAGES),
        ]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        known = zones()
        automatic = (
            _("As this device says: %(zone)s") % {"zone": detected} if detected in known else _("Not chosen")
        )
        self.fields["time_zone"].choices = [("", automatic), *((name, name) for name in known)]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("Write the name that others shall see."))
        return name
