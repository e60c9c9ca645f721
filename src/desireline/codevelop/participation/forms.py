"""The forms of the team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation.models import Agreement, Call, CallQuestion, Cohort
from desireline.codevelop.participation.words import call_ways, cohort_kinds, thanks_kinds
from desireline.codevelop.projects.models import Project
from desireline.people.audiences.api import Audience, choices_for
from desireline.people.identity.api import Person

QUESTIONS = 4  # empty rows for more of them


class CohortForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What they do"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    places = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Empty: as many as come."),
    )

    def __init__(self, *args: Any, quotas: dict[int, tuple[int, bool]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = list(cohort_kinds().items())
        known = quotas or {}
        self.segments = list(Audience.objects.filter(kind=Audience.Kind.SEGMENT).order_by("name"))
        for one in self.segments:
            places, firm = known.get(one.pk, (None, True))
            self.fields[f"quota-{one.pk}"] = forms.IntegerField(
                label=one.name, required=False, min_value=1, max_value=1_000_000, initial=places
            )
            self.fields[f"firm-{one.pk}"] = forms.BooleanField(
                label=_("never more"), required=False, initial=firm
            )

    @property
    def quota_fields(self) -> list[tuple[Any, Any]]:
        return [(self[f"quota-{one.pk}"], self[f"firm-{one.pk}"]) for one in self.segments]

    @property
    def own_fields(self) -> list[Any]:
        return [self[name] for name in ("name", "kind", "text", "places")]

    def quotas(self) -> list[tuple[Audience, int, bool]]:
        """The quotas that are wanted: segment, places, firm."""
        given = self.cleaned_data
        return [
            (one, given[f"quota-{one.pk}"], given[f"firm-{one.pk}"])
            for one in self.segments
            if given.get(f"quota-{one.pk}")
        ]

    def cohort(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "kind", "text", "places")}


class CallForm(forms.Form):
    title = forms.CharField(label=_("Whom do you look for?"), max_length=120)
    text = forms.CharField(
        label=_("What they would do, for how long, and what they get"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Markdown. Of a confidential project only this is shown: give nothing away here."),
    )
    way = forms.ChoiceField(label=_("How do people come in?"), widget=forms.RadioSelect)
    audience: forms.ModelChoiceField[Audience] = forms.ModelChoiceField(
        queryset=None, label=_("Who may see it?"), empty_label=None
    )
    places = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Empty: as many as come."),
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    agreement: forms.ModelChoiceField[Agreement] = forms.ModelChoiceField(
        queryset=None,
        label=_("Agreement"),
        required=False,
        empty_label=_("none besides those of the project"),
        help_text=_("They accept it before they see anything of the project."),
    )
    cohort: forms.ModelChoiceField[Cohort] = forms.ModelChoiceField(
        queryset=None, label=_("Cohort that they come into"), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, project: Project, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["way"].choices = list(call_ways().items())
        fields["audience"].queryset = choices_for(person)
        fields["agreement"].queryset = Agreement.objects.filter(
            project=project, ended_at__isnull=True
        ) | Agreement.objects.filter(project__isnull=True, ended_at__isnull=True)
        fields["cohort"].queryset = Cohort.objects.filter(project=project, removed_at__isnull=True)

    @staticmethod
    def begun(call: Call) -> dict[str, Any]:
        names = ("title", "text", "way", "audience", "places", "until", "agreement", "cohort")
        return {name: getattr(call, name) for name in names}


def question_rows(call: Call | None, sent: Any = None) -> list[dict[str, Any]]:
    """Rows of the questions of a call, to fill in: what was sent, or what there is, and some empty ones."""
    if sent is not None:
        return asked(sent, empty=True)
    rows = [
        {"text": one.text, "kind": one.kind, "choices": "\n".join(one.choices), "required": one.required}
        for one in (call.questions.all() if call else ())
    ]
    empty = {"text": "", "kind": CallQuestion.Kind.LINE.value, "choices": "", "required": False}
    return rows + [dict(empty) for _n in range(max(QUESTIONS - len(rows), 2))]


def asked(sent: Any, *, empty: bool = False) -> list[dict[str, Any]]:
    """The questions of a sent form. `empty`: as the form shows them again."""
    found = []
    for number in range(24):
        if f"ask-{number}" not in sent:
            break
        lines = sent.get(f"choices-{number}", "")
        words = [line.strip() for line in lines.splitlines() if line.strip()]
        row = {
            "text": sent[f"ask-{number}"].strip(),
            "kind": sent.get(f"kind-{number}", "line"),
            "choices": lines if empty else words,
            "required": sent.get(f"required-{number}") == "1",
        }
        if row["text"] or empty:
            found.append(row)
    return found


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("What is agreed"),
        max_length=50_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("Markdown."),
    )
    everywhere = forms.BooleanField(
        label=_("For all projects"),
        required=False,
        help_text=_("Asked of everyone in confidential projects, and wherever a call asks for it."),
    )

    def __init__(self, *args: Any, steward: bool, version: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not steward or version:
            del self.fields["everywhere"]
        if version:
            del self.fields["title"]


class ThanksForm(forms.Form):
    kind = forms.ChoiceField(label=_("How?"))
    text = forms.CharField(
        label=_("In your words"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    amount = forms.DecimalField(
        label=_("Worth"), required=False, min_value=0, max_digits=10, decimal_places=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = list(thanks_kinds().items())
