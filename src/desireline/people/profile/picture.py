"""A person's picture: theirs to bring and to take away, found by an address that cannot be guessed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desireline.engines.files.api import remove, save, send
from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.people.identity.models import Person
from desireline.people.roles.api import actor, signed_in


def picture_url(person: Person) -> str | None:
    """Where the person's picture is, or None. Load people with `select_related("picture")` in lists."""
    return reverse("person_picture", args=[person.picture.key]) if person.picture else None


@signed_in
@require_POST
def change(request: HttpRequest) -> HttpResponseBase:
    person, upload = actor(request), request.FILES.get("picture")
    before = person.picture
    try:
        person.picture = save(upload, by=person.pk, pictures_only=True) if upload else None
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("profile")
    person.save(update_fields=["picture"])
    if before is not None:
        remove(before)
    bump("site")
    messages.success(request, _("Saved."))
    return redirect("profile")


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponseBase:
    person = get_object_or_404(Person.objects.select_related("picture"), picture__key=key, is_active=True)
    assert person.picture is not None  # noqa: S101 - found by it
    return send(request, person.picture)
