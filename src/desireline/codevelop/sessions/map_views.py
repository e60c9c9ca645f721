"""The map: a page that several people fill in at once, and the plain forms behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.sessions import mapping, taking, words
from desireline.codevelop.sessions.access import Seat, at_map, session_write
from desireline.codevelop.sessions.map_page import grid, map_page, mark
from desireline.codevelop.sessions.models import MapStep
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.roles.api import Permission, actor, needs, signed_in


def _step(found: Seat, pk: int) -> MapStep:
    row = MapStep.objects.select_related("session").filter(session=found.session, pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_safe
@signed_in
def session_map(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    found = at_map(person, pk)
    mapping.begin(found.session, by=person)
    shown = map_page(found, person)
    shown["mark"] = mark(shown["session"], shown["others"])
    return render(request, "sessions/map.html", shown)


@require_safe
@signed_in
def map_now(request: HttpRequest, pk: int) -> HttpResponse:
    """The map as it is now, and who else is here; nothing (204) for who has it."""
    person = actor(request)
    found = at_map(person, pk)
    others = mapping.see(found.session, person)
    now = mark(found.session, others)
    if request.GET.get("v") == now:
        return HttpResponse(status=204)
    shown = {**grid(found.session), "others": others, "mark": now, "team": found.team}
    return render(request, "sessions/_map.html", shown)


@require_POST
@signed_in
def map_save(request: HttpRequest, pk: int, step: int, row: str) -> HttpResponse:
    """Save a cell, or show both texts where somebody was faster."""
    person = actor(request)
    found = at_map(person, pk)
    column = _step(found, step)
    text, began = request.POST.get("text", ""), row_id(request.POST.get("version", ""))
    try:
        done = mapping.save(column, row=row, text=text, began=began, by=person)
    except Refused as refused:
        raise Http404 from refused
    quick = request.headers.get("X-Quick") == "1"
    if done.conflict:
        both = {
            "session": found.session,
            "project": found.session.project,
            "cell": done.cell,
            "mine": done.edit,
            "step": column,
            "row": row,
            "row_name": next(name for key, name, _hint in words.map_rows() if key == row),
        }
        template = "sessions/_conflict.html" if quick else "sessions/conflict.html"
        return render(request, template, both, status=409)
    if quick:
        return HttpResponse(str(done.cell.version), content_type="text/plain")
    return redirect(reverse("session_map", args=[pk]) + f"#cell-{step}-{row}")


@require_POST
@signed_in
def map_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a column, at the end or after another."""
    person = actor(request)
    found = at_map(person, pk)
    try:
        made = mapping.add_step(found.session, by=person, after=row_id(request.POST.get("after", "")) or None)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("session_map", pk=pk)
    return redirect(reverse("session_map", args=[pk]) + f"#cell-{made.pk}-does")


@require_POST
@signed_in
def map_step_act(request: HttpRequest, pk: int, step: int, act: str) -> HttpResponse:
    """earlier, later, remove, restore."""
    person = actor(request)
    column = _step(at_map(person, pk), step)
    if act == "remove":
        mapping.remove_step(column, by=person)
        said(request, _("The step is gone."), undo=reverse("map_step_act", args=[pk, step, "restore"]))
    elif act == "restore":
        mapping.restore_step(column, by=person)
    else:
        mapping.move_step(column, by=person, way=act)
    return redirect(reverse("session_map", args=[pk]) + ("" if act == "remove" else f"#cell-{step}-does"))


@require_safe
@signed_in
def map_history(request: HttpRequest, pk: int, step: int, row: str) -> HttpResponse:
    """All that was written into a cell."""
    found = at_map(actor(request), pk)
    column = _step(found, step)
    name = next((name for key, name, _hint in words.map_rows() if key == row), None)
    if name is None:
        raise Http404
    edits = mapping.history(column, row)
    current = max((one.version or 0 for one in edits), default=0)
    shown: dict[str, Any] = {
        "session": found.session,
        "project": found.session.project,
        "edits": edits,
        "row_name": name,
        "row": row,
        "step": column,
        "current": current,
    }
    return render(request, "sessions/history.html", shown)


@require_POST
@needs(Permission.EDIT_FUTURES)
def map_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the map over into the scenario; `undo=1` takes it out again."""
    person = actor(request)
    session = session_write(person, pk)
    try:
        if request.GET.get("undo") == "1":
            last = taking.last_taking(session)
            if last is None:
                raise Http404
            taking.take_back(last, by=person)
            said(request, _("The scenario is what it was."))
        else:
            taking.take_over(session, by=person)
            undo = f"{reverse('map_take', args=[pk])}?undo=1"
            said(request, _("Taken over into the scenario of the outcome."), undo=undo)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("session_map", pk=pk)
