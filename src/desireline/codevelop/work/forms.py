from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.models import Project
from desireline.codevelop.work.making import WITH_FILE, stages_of
from desireline.codevelop.work.models import Artefact, Assumption, Question

ACCEPT = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.md,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp"
KINDS = [
    (Artefact.Kind.LINK.value, _("A link")),
    (Artefact.Kind.PICTURE.value, _("A picture")),
    (Artefact.Kind.FILE.value, _("A file")),
    (Artefact.Kind.FILM.value, _("A film on YouTube or Vimeo")),
    (Artefact.Kind.PAGE.value, _("A page to try here, in a frame that can do nothing else")),
]
IN_SHOWCASE = _("Show it to everyone whom the showcase reaches")


class Staged(forms.Form):
    """A form of something that belongs to a stage. The choice is offered where the project was in several."""

    stage = forms.TypedChoiceField(label=_("Stage"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = stages_of(project)
        if len(known) < 2:
            del self.fields["stage"]
            return
        chosen: Any = self.fields["stage"]
        chosen.choices = [(one.pk, one.name) for one in known]
        self.order_fields([*(name for name in self.fields if name != "stage"), "stage"])


class ArtefactForm(Staged):
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=120)
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("For a link, a film or a page. Nothing is fetched from there before somebody clicks."),
    )
    upload = forms.FileField(label=_("File"), required=False, widget=forms.FileInput({"accept": ACCEPT}))
    text = forms.CharField(
        label=_("What to look at"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    for_participants = forms.BooleanField(label=_("Show it to those who take part"), required=False)
    in_showcase = forms.BooleanField(label=IN_SHOWCASE, required=False)

    def __init__(self, *args: Any, artefact: Artefact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].validators = [URLValidator(schemes=["http", "https"])]
        if artefact is not None:
            del self.fields["kind"], self.fields["upload"]
            if artefact.kind in WITH_FILE:
                del self.fields["url"]


class AssumptionForm(Staged):
    text = forms.CharField(label=_("What must be true?"), max_length=300, widget=forms.Textarea({"rows": 2}))
    test = forms.CharField(
        label=_("The smallest test that could show it is not"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("With whom, how, and what would count as no."),
    )
    risk = forms.TypedChoiceField(
        label=_("What does it cost us to be wrong?"),
        coerce=int,
        choices=[(1, _("1: little")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: the project"))],
        initial=3,
    )


class ResultForm(forms.Form):
    holds = forms.TypedChoiceField(
        label=_("What did the test show?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("It holds")), ("no", _("It fails"))],
        widget=forms.RadioSelect,
    )
    result = forms.CharField(label=_("What was seen"), max_length=5000, widget=forms.Textarea({"rows": 4}))


class QuestionForm(Staged):
    text = forms.CharField(label=_("Question"), max_length=300, widget=forms.Textarea({"rows": 2}))
    in_showcase = forms.BooleanField(label=_("Ask everyone whom the showcase reaches"), required=False)


class ChangeForm(Staged):
    said = forms.CharField(label=_("You said"), max_length=500, widget=forms.Textarea({"rows": 2}))
    changed = forms.CharField(label=_("We changed"), max_length=500, widget=forms.Textarea({"rows": 2}))
    question = forms.TypedChoiceField(
        label=_("It answers the question"), coerce=int, required=False, empty_value=None
    )
    assumption = forms.TypedChoiceField(
        label=_("It follows from the assumption"), coerce=int, required=False, empty_value=None
    )
    in_showcase = forms.BooleanField(label=IN_SHOWCASE, required=False, initial=True)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        for name, model in (("question", Question), ("assumption", Assumption)):
            rows = model.objects.filter(project=project).order_by("-id").values_list("pk", "text")
            found = [(pk, text) for pk, text in rows]
            if found:
                chosen: Any = self.fields[name]
                chosen.choices = [("", "–"), *found]
            else:
                del self.fields[name]
