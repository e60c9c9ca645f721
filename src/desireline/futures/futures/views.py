from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.engines.files.api import save
from desireline.futures.futures import api
from desireline.futures.futures.access import future_read, future_write
from desireline.futures.futures.forms import FutureForm, initial
from desireline.futures.futures.page import future_page, history_page, list_page
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, viewer


@require_safe
def futures(request: HttpRequest) -> HttpResponse:
    return render(request, "futures/list.html", list_page(viewer(request)))


@require_safe
def future(request: HttpRequest, slug: str) -> HttpResponse:
    person = viewer(request)
    return render(request, "futures/future.html", future_page(future_read(person, slug), person))


@needs(Permission.EDIT_FUTURES)
def future_new(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    form = FutureForm(request.POST or None, request.FILES or None, editor=person)
    if request.method == "POST" and form.is_valid():
        try:
            with_picture = _with_picture(form, request)
            made = api.create(by=person, audience=form.cleaned_data["audience"], **with_picture)
            return _saved(request, made)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
    status = 422 if form.errors else 200
    return render(request, "futures/edit.html", {"form": form, "future": None}, status=status)


@needs(Permission.EDIT_FUTURES)
def future_edit(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    found = future_write(person, slug)
    form = FutureForm(
        request.POST or None,
        request.FILES or None,
        editor=person,
        initial=initial(found, api.draft_of(found)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            api.save(found, by=person, audience=form.cleaned_data["audience"], **_with_picture(form, request))
            return _saved(request, found)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
    status = 422 if form.errors else 200
    return render(request, "futures/edit.html", {"form": form, "future": found}, status=status)


def _with_picture(form: FutureForm, request: HttpRequest) -> dict[str, Any]:
    content = form.content()
    if form.cleaned_data.get("picture"):
        person = viewer(request)
        kept = save(form.cleaned_data["picture"], by=person.pk if person else None, pictures_only=True)
        content["picture_id"] = kept.pk
    return content


def _saved(request: HttpRequest, found: api.Future) -> HttpResponse:
    """Save, or save and publish, as the button said."""
    person = actor(request)
    if "publish" not in request.POST:
        messages.success(request, _("Saved. Readers see it once you publish."))
        return redirect("future_edit", slug=found.slug)
    try:
        api.publish(found, by=person, note=request.POST.get("note", ""))
    except Refused as error:
        messages.error(request, error.message)
        return redirect("future_edit", slug=found.slug)
    messages.success(request, _("Published."))
    return redirect("future", slug=found.slug)


@require_safe
def future_history(request: HttpRequest, slug: str) -> HttpResponse:
    person = viewer(request)
    found = future_read(person, slug)
    return render(request, "futures/history.html", history_page(found, request.GET.get("version", "")))


@require_POST
@needs(Permission.EDIT_FUTURES)
def future_archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive, or with undo=1 restore."""
    person = actor(request)
    found = future_write(person, slug)
    if request.GET.get("undo"):
        api.restore(found, by=person)
        messages.success(request, _("“%(title)s” is back.") % {"title": found.title})
        return redirect("future", slug=slug)
    api.archive(found, by=person)
    undo = f"{reverse('future_archive', kwargs={'slug': slug})}?undo=1"
    said(request, _("“%(title)s” was archived.") % {"title": found.title}, undo=undo)
    return redirect("futures")


@require_POST
@needs(Permission.EDIT_FUTURES)
def future_discard(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    api.discard_draft(future_write(person, slug), by=person)
    messages.success(request, _("The unpublished changes are gone."))
    return redirect("future", slug=slug)
