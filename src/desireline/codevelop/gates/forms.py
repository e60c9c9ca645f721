from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.gates.deciding import verdicts
from desireline.codevelop.gates.models import GateDecision
from desireline.codevelop.gates.way import ahead, earlier, next_stage
from desireline.codevelop.projects.models import Project

Verdict = GateDecision.Verdict


class DecisionForm(forms.Form):
    """What is decided, why, and the version of the project that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    to = forms.ChoiceField(label=_("Where it goes back to"), required=False)
    reason = forms.CharField(
        label=_("Why"),
        max_length=5000,
        help_text=_("Everyone who works on it reads this. Markdown."),
        widget=forms.Textarea({"rows": 4}),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=5000,
        help_text=_("What customers did or said, with links."),
        widget=forms.Textarea({"rows": 3}),
    )
    anyway = forms.BooleanField(
        label=_("Go anyway, although nobody has rated or a must is not met. The reason says why."),
        required=False,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        onward = next_stage(project)
        words = {
            Verdict.GO: _("Go on to %(stage)s") % {"stage": onward.name} if onward else _("Go: release it"),
            Verdict.RECYCLE: _("Send it back to work on it again"),
            Verdict.HOLD: _("Put it on hold"),
            Verdict.RESUME: _("Resume it"),
            Verdict.KILL: _("Stop it"),
        }
        chosen: Any = self.fields["verdict"]
        chosen.choices = [(one.value, words[one]) for one in verdicts(project)]
        back: Any = self.fields["to"]
        back.choices = [("", "–"), *((str(one.pk), one.name) for one in earlier(project))]
        if Verdict.GO not in verdicts(project):
            del self.fields["anyway"], self.fields["to"]


def asked_for(project: Project, slug: str) -> dict[str, Any]:
    """The decision that `?to=<stage>` of the board asks for: later is go, earlier or the same is back."""
    if not slug:
        return {}
    if slug in {one.slug for one in ahead(project)}:
        return {"verdict": Verdict.GO.value}
    back = next((one for one in earlier(project) if one.slug == slug), None)
    return {"verdict": Verdict.RECYCLE.value, "to": str(back.pk)} if back else {}


class FastTrackForm(forms.Form):
    """Which stages are left out, and why."""

    skip = forms.MultipleChoiceField(label=_("Leave out"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Why"), max_length=5000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["skip"]
        chosen.choices = [(str(one.pk), one.name) for one in ahead(project)]


def card_from(data: Mapping[str, str]) -> tuple[dict[int, int], dict[int, str]]:
    """Marks and notes by criterion, from `mark-<id>` and `note-<id>`. What is no number is left out."""
    marks, notes = {}, {}
    for name, value in data.items():
        kind, _dash, key = name.partition("-")
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            continue
        if kind == "mark" and value.isascii() and value.isdecimal() and len(value) < 4:
            marks[int(key)] = int(value)
        elif kind == "note":
            notes[int(key)] = value
    return marks, notes
