from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class StageForm(forms.Form):
    name = forms.CharField(label=_("Name"), min_length=2, max_length=60)
    purpose = forms.CharField(label=_("What is done in it"), required=False, max_length=300)
    days = forms.IntegerField(
        label=_("Days at most"),
        min_value=1,
        max_value=1000,
        initial=30,
        help_text=_("Longer than that, a project counts as ageing."),
    )
