from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation.api import Cohort
from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.rules import Item, write_guide
from desireline.codevelop.sessions.techniques import about, names
from desireline.codevelop.sessions.zones import known, zone
from desireline.codevelop.work.models import Artefact
from desireline.futures.outcomes.api import CustomerScenario

AT = "%Y-%m-%dT%H:%M"


def _at(**more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=AT),
        input_formats=[AT, f"{AT}:%S"],
        **more,
    )


class SessionForm(forms.Form):
    """Times are read in the time zone that is chosen with them: check it inside of `in_zone`."""

    technique = forms.ChoiceField(label=_("Technique"))
    title = forms.CharField(label=_("Title"), max_length=120)
    starts = _at(label=_("Begins"))
    ends = _at(label=_("Ends"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=300,
        help_text=_("Words, or an address that begins with https:// for a call."),
    )
    welcome = forms.CharField(
        label=_("What is asked of those invited"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("They read it with the invitation. Markdown."),
    )
    purpose = forms.CharField(
        label=_("What we want to learn"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For the team alone."),
    )
    guide = forms.CharField(
        label=_("Guide"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("One point a line. A number before it are its minutes, such as: 10 Welcome."),
    )
    scenario = forms.TypedChoiceField(
        label=_("Customer scenario"), coerce=int, required=False, empty_value=None
    )
    cohort = forms.TypedChoiceField(label=_("Cohort"), coerce=int, required=False, empty_value=None)
    artefacts = forms.TypedMultipleChoiceField(
        label=_("What is shown or tried"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("technique", names())
        self._choose("time_zone", [(name, name) for name in known()])
        scenarios = CustomerScenario.objects.filter(outcome__future=project.outcome.future_id)
        self._offer("scenario", scenarios.order_by("position", "id").values_list("pk", "title")[:200])
        cohorts = Cohort.objects.filter(project=project, removed_at__isnull=True)
        self._offer("cohort", cohorts.order_by("name", "id").values_list("pk", "name")[:200])
        made = Artefact.objects.filter(project=project, removed_at__isnull=True).order_by("-id")
        self._offer("artefacts", made.values_list("pk", "title")[:100], blank=False)

    def _choose(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _offer(self, name: str, rows: Any, *, blank: bool = True) -> None:
        found = list(rows)
        if found:
            self._choose(name, [("", "–"), *found] if blank else found)
        else:
            del self.fields[name]


def zone_in(data: Any, fallback: str) -> Any:
    """The zone in which the times of a form are meant."""
    return zone(data.get("time_zone") or fallback)


def first_values(technique: str, time_zone: str) -> dict[str, Any]:
    """What a new session of this technique begins with: next week at ten, as long as these usually take."""
    about_it = about(technique)
    there = zone(time_zone if time_zone in known() else "UTC")
    starts = (timezone.now() + timedelta(days=7)).astimezone(there).replace(hour=10, minute=0)
    return {
        "technique": technique,
        "guide": about_it.guide,
        "starts": starts.strftime(AT),
        "ends": (starts + timedelta(minutes=about_it.minutes)).strftime(AT),
        "time_zone": there.key,
    }


def values_of(session: Session) -> dict[str, Any]:
    there = zone(session.time_zone)
    return {
        **{name: getattr(session, name) for name in ("technique", "title", "place", "welcome", "purpose")},
        "starts": session.starts.astimezone(there).strftime(AT),
        "ends": session.ends.astimezone(there).strftime(AT),
        "time_zone": there.key,
        "guide": write_guide(Item(one.text, one.minutes) for one in session.guide.all()),
        "scenario": session.scenario_id,
        "cohort": session.cohort_id,
        "artefacts": list(session.artefacts.values_list("pk", flat=True)),
    }


class FindingForm(forms.Form):
    text = forms.CharField(label=_("What we learnt"), max_length=500, widget=forms.Textarea({"rows": 3}))
    strength = forms.TypedChoiceField(
        label=_("How sure are we?"), coerce=int, required=False, empty_value=None, choices=[]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["strength"]
        field.choices = [
            ("", "–"),
            (1, _now("1: a hint")),
            (2, "2"),
            (3, _now("3: several times")),
            (4, "4"),
            (5, _now("5: everybody, every time")),
        ]
