"""Pages on which the team begins and changes projects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.codevelop.projects import changing
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.forms import EditForm, NewForm, ShowForm, initial_of
from desireline.codevelop.projects.graduating import Seed, begin, seed_of
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs


@needs(Permission.CODEVELOP)
def project_new(request: HttpRequest) -> HttpResponseBase:
    """A new project; the address says the outcome, ideas and themes that it grows out of."""
    person = actor(request)
    seed = seed_of(person, request.POST if request.method == "POST" else request.GET)
    form = NewForm(person, request.POST or None, initial={"outcome": seed.outcome, "title": seed.title})
    if request.method == "POST" and form.is_valid():
        try:
            made = begin(seed, by=person, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("The project stands. Add who works on it, and what it grew out of."))
            return redirect("project", slug=made.slug)
    return _form(request, form, {"seed": seed, "project": None})


@needs(Permission.CODEVELOP)
def project_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    person = actor(request)
    found = project_write(person, slug)
    form = EditForm(person, request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        owner = data.pop("owner")
        try:
            if owner.pk != found.owner_id:
                changing.give(found, to=owner, by=person)
            changing.change(found, by=person, **data)
        except Refused as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("project", slug=slug)
    return _form(request, form, {"seed": Seed(), "project": found})


def _form(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, "projects/edit.html", {"form": form, **context}, status=422 if form.errors else 200
    )


@needs(Permission.CODEVELOP)
def project_show(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The story, and who may read it. With `act=hide` the project leaves the showcase, `act=again` undoes that."""
    person = actor(request)
    found = project_write(person, slug)
    act = request.POST.get("act") or request.GET.get("act")
    form = ShowForm(
        person,
        request.POST if request.method == "POST" and not act else None,
        initial={"story": found.story, "audience": found.audience},
    )
    if request.method != "POST" or (not act and not form.is_valid()):
        context = {"form": form, "project": found}
        return render(request, "projects/show.html", context, status=422 if form.errors else 200)
    here = reverse("project_show", args=[slug])
    try:
        if act == "hide":
            changing.hide(found, by=person)
            said(request, _("It is no longer in the showcase."), undo=f"{here}?act=again")
        elif act == "again":
            changing.show(found, by=person, audience=found.audience)
        else:
            changing.show(found, by=person, **form.cleaned_data)
            said(request, _("It is in the showcase."), undo=f"{here}?act=hide")
    except Refused as no:
        messages.error(request, no.message)
    return redirect("project", slug=slug)


@require_POST
@needs(Permission.CODEVELOP)
def project_confidential(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`on=1`: only its members and stewards know of it. `on=0` lifts that."""
    person = actor(request)
    found = project_write(person, slug)
    on = (request.POST.get("on") or request.GET.get("on")) == "1"
    undo = f"{reverse('project_confidential', args=[slug])}?on={0 if on else 1}"
    try:
        changing.keep_secret(found, by=person, on=on)
        text = _("It is confidential, and out of the showcase.") if on else _("It is confidential no longer.")
        said(request, text, undo=undo)
    except Refused as no:
        messages.error(request, no.message)
    return redirect("project", slug=slug)
