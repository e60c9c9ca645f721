from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.futures.futures.access import future_write
from desireline.futures.outcomes import api
from desireline.futures.outcomes.access import outcome_read, outcome_write
from desireline.futures.outcomes.forms import FIRST_STEPS, OutcomeForm, ScenarioForm, steps_from
from desireline.futures.outcomes.page import advice_for, outcome_page
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, signed_in, viewer


@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    person = viewer(request)
    return render(request, "outcomes/outcome.html", outcome_page(outcome_read(person, slug), person))


@require_safe
def outcome_check(request: HttpRequest) -> HttpResponse:
    """Help while a statement is typed."""
    return render(request, "outcomes/_advice.html", advice_for(request.GET.get("statement", "")[:400]))


@needs(Permission.EDIT_FUTURES)
def outcome_new(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    future = future_write(person, slug)
    form = OutcomeForm(request.POST or None, initial={"direction": "minimise"})
    if request.method == "POST" and form.is_valid():
        try:
            made = api.add(future, by=person, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field, error.message)
        else:
            return redirect("outcome", slug=made.slug)
    context = {"form": form, "future": future, "outcome": None, **advice_for(form["statement"].value() or "")}
    return render(request, "outcomes/edit.html", context, status=422 if form.errors else 200)


@needs(Permission.EDIT_FUTURES)
def outcome_edit(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    found = outcome_write(person, slug)
    form = OutcomeForm(request.POST or None, initial={name: getattr(found, name) for name in api.FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            api.change(found, by=person, **form.cleaned_data)
        except Refused as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("outcome", slug=found.slug)
    context = {
        "form": form,
        "future": found.future,
        "outcome": found,
        **advice_for(form["statement"].value() or ""),
    }
    return render(request, "outcomes/edit.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def outcome_rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Importance and satisfaction, together or one by one."""
    person = actor(request)
    found = outcome_read(person, slug)
    try:
        rating = api.rate(
            found,
            by=person,
            importance=_stop(request, "importance"),
            satisfaction=_stop(request, "satisfaction"),
        )
    except Refused as error:
        messages.error(request, error.message)
        return redirect("outcome", slug=slug)
    if request.headers.get("HX-Request"):
        return render(
            request, "outcomes/_rate.html", {"outcome": found, "mine": rating, "saved": True, "sign_in": None}
        )
    messages.success(request, _("Thank you. You can change it at any time."))
    return redirect("home") if request.POST.get("back") == "home" else redirect("outcome", slug=slug)


def _stop(request: HttpRequest, name: str) -> int | None:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 4 else None


@require_POST
@signed_in
def outcome_reached(request: HttpRequest, slug: str) -> HttpResponse:
    """“I have reached this”, or with undo=1 not."""
    person = actor(request)
    found = outcome_read(person, slug)
    if request.GET.get("undo"):
        api.unreach(found, by=person)
        messages.success(request, _("Taken back."))
    else:
        api.reach(found, by=person, note=request.POST.get("note", "")[:500])
        undo = f"{reverse('outcome_reached', kwargs={'slug': slug})}?undo=1"
        said(request, _("Wonderful. We have noted that you reached it."), undo=undo)
    return redirect("outcome", slug=slug)


@require_POST
@needs(Permission.EDIT_FUTURES)
def outcome_archive(request: HttpRequest, slug: str) -> HttpResponse:
    person = actor(request)
    found = outcome_write(person, slug)
    if request.GET.get("undo"):
        api.restore(found, by=person)
        return redirect("outcome", slug=slug)
    api.archive(found, by=person)
    undo = f"{reverse('outcome_archive', kwargs={'slug': slug})}?undo=1"
    said(request, _("The outcome was archived."), undo=undo)
    return redirect("future", slug=found.future.slug)


@needs(Permission.EDIT_FUTURES)
def scenario_edit(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """Write the customer scenario `number` of an outcome, or (0) a new one."""
    person = actor(request)
    found = outcome_write(person, slug)
    scenario = get_object_or_404(found.scenarios, pk=number) if number else None
    start = {name: getattr(scenario, name) for name in ("title", "who", "context")} if scenario else {}
    form = ScenarioForm(request.POST or None, initial=start)
    steps = steps_from(request.POST) if request.method == "POST" else _steps_of(scenario)
    if request.method == "POST" and form.is_valid() and "more" not in request.POST:
        try:
            api.save_scenario(found, by=person, steps=steps, scenario=scenario, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
        else:
            return redirect("outcome", slug=slug)
    blank = {"text": "", "moment_of_truth": False, "conditions": ""}
    rows = [*steps, *[blank] * (2 if steps else FIRST_STEPS)]
    context = {"form": form, "outcome": found, "steps": rows}
    return render(request, "outcomes/scenario.html", context, status=422 if form.errors else 200)


def _steps_of(scenario: api.CustomerScenario | None) -> list[dict[str, object]]:
    if scenario is None:
        return []
    return [
        {"text": step.text, "moment_of_truth": step.moment_of_truth, "conditions": step.conditions}
        for step in scenario.steps.all()
    ]
