from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from desireline.maths.portfolio import equal_shares
from desireline.prove.portfolio.models import DISCIPLINES, ProjectCase
from desireline.prove.portfolio.words import AMBITION, FIELD, HORIZON

FULL = 100


def _amount(name: str, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=FIELD[name], required=False, min_value=0, max_digits=14, decimal_places=2, help_text=hint
    )


def _chance(name: str) -> forms.FloatField:
    return forms.FloatField(
        label=FIELD[name],
        required=False,
        min_value=0,
        max_value=FULL,
        help_text=_("Percent"),
        widget=forms.NumberInput({"step": "any"}),
    )


class CaseForm(forms.Form):
    """Chances are typed as percent; the shares of disciplines are read by `shares_from`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    horizon = forms.TypedChoiceField(
        label=FIELD["horizon"],
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not said")), *((str(key), word) for key, word in HORIZON.items())],
        widget=forms.RadioSelect,
    )
    ambition = forms.ChoiceField(
        label=FIELD["ambition"],
        required=False,
        choices=[("", _("Not said")), *AMBITION.items()],
        widget=forms.RadioSelect,
    )
    days_planned = forms.IntegerField(
        label=FIELD["days_planned"], required=False, min_value=0, max_value=10**6, help_text=_("In all")
    )
    days_spent = forms.IntegerField(
        label=FIELD["days_spent"], required=False, min_value=0, max_value=10**6, help_text=_("So far")
    )
    money_planned = _amount("money_planned", _("Beside the person-days"))
    money_spent = _amount("money_spent", _("So far"))
    value = _amount("value", _("What it brings over the years once customers have it, in today's money"))
    technical = _chance("technical")
    commercial = _chance("commercial")
    development = _amount("development", _("From today until it can be given to customers"))
    commercialisation = _amount("commercialisation", _("Launch, training, support"))
    why = forms.CharField(label=_("Why does it change?"), required=False, max_length=300)

    def clean_days_spent(self) -> int:
        return int(self.cleaned_data["days_spent"] or 0)

    def clean_technical(self) -> float | None:
        return _share(self.cleaned_data["technical"])

    def clean_commercial(self) -> float | None:
        return _share(self.cleaned_data["commercial"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data |= shares_from(self.data)
        except forms.ValidationError as error:
            self.add_error(None, error)
        return data


def _share(percent: float | None) -> float | None:
    return None if percent is None else round(percent / FULL, 6)


def first_values(case: ProjectCase) -> dict[str, Any]:
    """What the form says of a case before anybody types."""
    names = [name for name in CaseForm.base_fields if name != "why"]
    found = {name: getattr(case, name) for name in names}
    for name, value in found.items():
        if isinstance(value, Decimal):
            found[name] = f"{value:f}".removesuffix(".00")
    for name in ("technical", "commercial"):
        found[name] = None if found[name] is None else f"{found[name] * FULL:g}"
    return found


def shares_from(data: Mapping[str, Any]) -> dict[str, int]:
    """Percent by discipline from `on-<name>` and `share-<name>`.

    Without any number the ticked ones get equal shares; else the numbers count, and must make 100.
    """
    typed = {name: str(data.get(f"share-{name}", "")).strip() for name in DISCIPLINES}
    ticked = [name for name in DISCIPLINES if data.get(f"on-{name}")]
    if not any(typed.values()):
        return dict.fromkeys(DISCIPLINES, 0) | dict(zip(ticked, equal_shares(len(ticked)), strict=True))
    if not all(one.isdecimal() and one.isascii() and len(one) < 4 for one in typed.values() if one):
        raise forms.ValidationError(say("Shares of disciplines are whole percentages."))
    found = {name: int(one or 0) for name, one in typed.items()}
    whole = sum(found.values())
    if whole not in (0, FULL):
        raise forms.ValidationError(
            say("The shares of the disciplines make %(sum)d together; they have to make 100.")
            % {"sum": whole}
        )
    return found


class TargetForm(forms.Form):
    """Shares and money of one axis: `share_<key>`, `money_<key>`."""

    def __init__(self, data: Any, *, keys: Mapping[str, Any], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.keys = list(keys)
        for key, label in keys.items():
            self.fields[f"share_{key}"] = forms.IntegerField(label=label, min_value=0, max_value=FULL)
            self.fields[f"money_{key}"] = forms.DecimalField(
                label=_("Set aside: %(name)s") % {"name": label},
                required=False, min_value=0, max_digits=14, decimal_places=2,
            )  # fmt: skip

    def shares(self) -> dict[str, int]:
        return {key: self.cleaned_data[f"share_{key}"] for key in self.keys}

    def money(self) -> dict[str, Any]:
        return {key: self.cleaned_data[f"money_{key}"] for key in self.keys}


class ReviewForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=20000, widget=forms.Textarea({"rows": 5})
    )
