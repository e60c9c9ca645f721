from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.models import Project
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.listen.boards.api import shown_statuses
from desireline.people.audiences.api import Audience, choices_for
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF


class ProjectForm(forms.Form):
    """What begins and changes a project. Give it the person, so that it offers what they may see."""

    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Short: what becomes better."))
    outcome: forms.ModelChoiceField[DesiredOutcome] = forms.ModelChoiceField(
        queryset=None, label=_("Desired outcome"), help_text=_("Which result of customers does it serve?")
    )
    purpose = forms.CharField(
        label=_("What we want to find out or make"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("For our own people and those who take part. Markdown."),
    )
    due = forms.DateField(
        label=_("Next gate due"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = DesiredOutcome.objects.visible_to(person)
        now = (kwargs.get("initial") or {}).get("outcome")
        if now:
            seen = seen | DesiredOutcome.objects.filter(pk=getattr(now, "pk", now))
        field: Any = self.fields["outcome"]
        field.queryset = seen.distinct().order_by("statement")


class NewForm(ProjectForm):
    """Also what it grew out of, and what becomes of that."""

    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Under an agreement: only its members and stewards know of it, and it is found nowhere."),
    )
    status = forms.ChoiceField(
        label=_("Move the idea to"),
        required=False,
        help_text=_("Its supporters and followers are told."),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        field: Any = self.fields["status"]
        usable = [
            one
            for one in shown_statuses().values()
            if not one.archived and one.stage in ("planned", "started")
        ]
        field.choices = [("", _("leave it where it is")), *((one.id, one.name) for one in usable)]


class EditForm(ProjectForm):
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(queryset=None, label=_("Owner"))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = staff()


class ShowForm(forms.Form):
    story = forms.CharField(
        label=_("The story"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("What others may know: what it is for, what was made, what changed. Markdown."),
    )
    audience: forms.ModelChoiceField[Audience] = forms.ModelChoiceField(
        queryset=None, label=_("Who may see it?"), empty_label=None
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audience"]
        field.queryset = choices_for(person)


def staff() -> Any:
    """Those of our own people who can own a project or be its members."""
    return Person.objects.filter(role__in=STAFF, is_active=True).order_by("name", "id")


def initial_of(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in ("title", "outcome", "purpose", "due", "owner")}
