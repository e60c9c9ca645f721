"""Additions to the forms of the sign-in library."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desireline.people.identity.models import Person
from desireline.people.identity.openness import invitation_of


class SignupForm(forms.Form):
    """What a new person says about themselves besides address and password."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Shown beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("Write the name that others shall see."))
        return name

    def clean(self) -> dict[str, Any] | None:
        found = invitation_of(context.request)
        email = self.cleaned_data.get("email", "")
        if found is not None and email and email.lower() != found.email:
            self.add_error("email", _("The invitation is for %(email)s.") % {"email": found.email})
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("This did not work. Please try again."))
        if getattr(self, "account_already_exists", False):
            make_password(self.cleaned_data.get("password1") or "-")  # as long as a new account takes
        return super().clean()

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by the library after the person was saved; nothing is left to do."""


class FirstForm(forms.Form):
    """The first administrator."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        help_text=gettext_lazy("At least ten characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password1(self) -> str:
        from django.contrib.auth.password_validation import validate_password

        password = str(self.cleaned_data["password1"])
        validate_password(password)
        return password
