from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.listen.boards import api
from desireline.listen.boards.forms import StatusForm
from desireline.listen.boards.models import Status
from desireline.people.roles.api import Permission, actor, needs


def _status(pk: int) -> Status:
    found = Status.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@needs(Permission.EDIT_FUTURES)
def statuses(request: HttpRequest) -> HttpResponseBase:
    """The statuses in their order, and a form for a new one."""
    form = StatusForm(request.POST or None, initial={"hue": 250, "stage": "review"})
    if request.method == "POST" and form.is_valid():
        try:
            api.add_status(
                form.cleaned_data["name"],
                by=actor(request),
                stage=form.cleaned_data["stage"],
                hue=form.cleaned_data["hue"],
            )
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            said(request, _("Added."))
            return redirect("statuses")
    api.ensure()
    default = Status.objects.filter(is_default=True).values_list("pk", flat=True).first()
    found = {
        "form": form,
        "statuses": list(api.shown_statuses().values()),
        "default": default,
        "editing": None,
    }
    return render(request, "boards/statuses.html", found, status=422 if form.is_bound else 200)


@needs(Permission.EDIT_FUTURES)
def status_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    status = _status(pk)
    form = StatusForm(
        request.POST or None, initial={"name": status.name, "stage": status.stage, "hue": status.hue}
    )
    if request.method == "POST" and form.is_valid():
        api.edit_status(status, by=actor(request), **form.cleaned_data)
        said(request, _("Saved."))
        return redirect("statuses")
    default = Status.objects.filter(is_default=True).values_list("pk", flat=True).first()
    found = {
        "form": form,
        "statuses": list(api.shown_statuses().values()),
        "default": default,
        "editing": status,
    }
    return render(request, "boards/statuses.html", found, status=422 if form.is_bound else 200)


@require_POST
@needs(Permission.EDIT_FUTURES)
def status_act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move, archive or make default, as the button says."""
    status, by, act = _status(pk), actor(request), request.POST.get("act", "")
    try:
        if act in {"up", "down"}:
            api.move_status(status, by=by, up=act == "up")
        elif act == "default":
            api.make_default(status, by=by)
        elif act in {"archive", "restore"}:
            api.archive_status(status, by=by, on=act == "archive")
    except Refused as refused:
        said(request, refused.message)
    return redirect("statuses")
