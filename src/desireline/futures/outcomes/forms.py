from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_STEPS = 4


class OutcomeForm(forms.Form):
    statement = forms.CharField(
        label=_("Desired outcome"),
        max_length=240,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Direction, measure, object, context: “Minimise the time it takes to know what I owe on payday”."
        ),
    )
    keep_form = forms.BooleanField(
        label=_("Keep this wording although it does not follow the form"), required=False
    )
    why = forms.CharField(
        label=_("Why it matters"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    measure = forms.CharField(
        label=_("What is measured"),
        required=False,
        max_length=160,
        help_text=_("For example: time until it is known"),
    )
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=40, help_text=_("minutes, calls, per cent")
    )
    direction = forms.ChoiceField(
        label=_("Better is"),
        choices=[("minimise", _("less")), ("maximise", _("more"))],
        widget=forms.RadioSelect,
    )
    baseline = forms.FloatField(label=_("Today"), required=False)
    target = forms.FloatField(label=_("Target"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high, direction = data.get("baseline"), data.get("target"), data.get("direction")
        if low is not None and high is not None:
            wrong = high > low if direction == "minimise" else high < low
            if wrong:
                self.add_error("target", _("The target lies in the wrong direction from today's value."))
        return data


class ScenarioForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    who = forms.CharField(label=_("Who"), required=False, max_length=200)
    context = forms.CharField(
        label=_("Context"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


def steps_from(data: Any) -> list[dict[str, Any]]:
    """The steps that the scenario form sends as step-0-text, step-0-truth, step-0-conditions, step-1-text ..."""
    numbers = sorted(
        {int(key.split("-")[1]) for key in data if key.startswith("step-") and key.split("-")[1].isdecimal()}
    )
    return [
        {
            "text": data.get(f"step-{n}-text", "")[:240],
            "moment_of_truth": bool(data.get(f"step-{n}-truth")),
            "conditions": data.get(f"step-{n}-conditions", "")[:4000],
        }
        for n in numbers[:40]
    ]
