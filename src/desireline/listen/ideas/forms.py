from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from desireline.engines.files.api import StoredFile, save
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.listen.boards.models import Board
from desireline.listen.ideas.posting import LONGEST_BODY, LONGEST_TITLE, MOST_FILES, Draft
from desireline.people.identity.api import Person

ACCEPT = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.md,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFiles(forms.FileField):
    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data]
        found = [super(_ManyFiles, self).clean(one, initial) for one in given if one]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(_("At most six files go with an idea."))
        return found


class _Outcomes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.statement)


class IdeaForm(forms.Form):
    """Words of an idea, what it serves, and files."""

    title = forms.CharField(
        label=_("What would help you?"),
        min_length=3,
        max_length=LONGEST_TITLE,
        help_text=_("In one sentence, in your own words."),
        widget=forms.TextInput(attrs={"class": "title", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Tell us more"),
        max_length=LONGEST_BODY,
        required=False,
        help_text=_(
            "What happens today? What would be better? Links to YouTube or Vimeo become players. Markdown works."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attachments = _ManyFiles(label=_("Pictures and files"), required=False)
    guest_name = forms.CharField(label=_("Your name"), max_length=80, required=False)

    def __init__(self, *args: Any, person: Person | None, board: Board | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self._serves = not self.is_bound or "outcomes" in self.data
        if self._serves:
            self._offer()
        if board is None:
            boards = Board.objects.visible_to(person).filter(archived__isnull=True)
            self.fields["board"] = forms.ModelChoiceField(boards, label=_("Board"), empty_label=None)
        if person is not None:
            del self.fields["guest_name"]

    def _offer(self) -> None:
        """A field that is copied for each form is dear: it is made for those that show or answer it."""
        self.fields["outcomes"] = _Outcomes(
            DesiredOutcome.objects.visible_to(self._person),
            label=_("Which outcome would it bring closer?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def __getitem__(self, name: str) -> forms.BoundField:
        if name == "outcomes" and name not in self.fields:
            self._offer()  # the form is shown again, with all that can be chosen
        return super().__getitem__(name)

    def draft(self, *, by: Person | None, language: str) -> Draft:
        """What was written; the files are kept from here on. Refused for a file that cannot be."""
        data = self.cleaned_data
        kept: list[StoredFile] = [save(upload, by=by.pk if by else None) for upload in data["attachments"]]
        return Draft(
            title=data["title"],
            body=data["body"],
            outcomes=tuple(outcome.pk for outcome in data["outcomes"]) if self._serves else (),
            files=tuple(kept),
            guest_name=data.get("guest_name", ""),
            language=language,
        )
