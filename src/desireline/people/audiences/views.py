from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from desireline.kit.errors import Refused
from desireline.people.accounts.api import attributes_of
from desireline.people.audiences.managing import belonging, known_keys, save
from desireline.people.audiences.models import Audience, AudienceMember
from desireline.people.identity.models import Person
from desireline.people.roles.api import Permission, actor, needs

OWN = (Audience.Kind.SEGMENT, Audience.Kind.NAMED)


@needs(Permission.MANAGE_PEOPLE)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "audiences/list.html", {"rows": Audience.objects.order_by("id")})


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    return _edit(request, None, kind)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    audience = get_object_or_404(Audience, pk=pk, kind__in=OWN)
    return _edit(request, audience, audience.kind)


@needs(Permission.MANAGE_PEOPLE)
@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """How many would belong, while the conditions are being written."""
    try:
        conditions = attributes_of(request.GET.get("conditions", ""))
    except Refused as refused:
        return render(request, "audiences/count.html", {"refused": refused.message, "number": 0, "some": []})
    number, some = belonging(conditions)
    return render(request, "audiences/count.html", {"refused": "", "number": number, "some": some})


def _edit(request: HttpRequest, audience: Audience | None, kind: str) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            _save(request, audience, kind)
        except Refused as refused:
            errors[refused.field or "name"] = refused.message
        else:
            messages.success(request, _("Saved."))
            return redirect("audiences")
    given = (
        {key: request.POST.get(key, "") for key in ("name", "conditions", "people")}
        if errors
        else _given(audience)
    )
    context: dict[str, Any] = {
        "audience": audience,
        "kind": kind,
        "given": given,
        "errors": errors,
        "known": known_keys(),
    }
    if kind == Audience.Kind.SEGMENT:
        number, some = belonging(audience.conditions) if audience and not errors else (0, [])
        context |= {"number": number, "some": some, "refused": ""}
    return render(request, "audiences/edit.html", context, status=422 if errors else 200)


def _given(audience: Audience | None) -> dict[str, str]:
    if audience is None:
        return {"name": "", "conditions": "", "people": ""}
    lines = [f"{key}: {', '.join(v) if isinstance(v, list) else v}" for key, v in audience.conditions.items()]
    members = AudienceMember.objects.filter(audience=audience, person__email__isnull=False).order_by(
        "person__email"
    )
    emails = members.values_list("person__email", flat=True)
    return {
        "name": audience.name,
        "conditions": "\n".join(lines),
        "people": "\n".join(str(e) for e in emails),
    }


def _save(request: HttpRequest, audience: Audience | None, kind: str) -> Audience:
    by = actor(request)
    name = request.POST.get("name", "")
    if kind == Audience.Kind.SEGMENT:
        try:
            conditions = attributes_of(request.POST.get("conditions", ""))
        except Refused as refused:
            raise Refused(refused.message, field="conditions") from refused
        return save(audience, by=by, name=name, conditions=conditions, people=None)
    wanted = {email.lower() for email in request.POST.get("people", "").replace(",", " ").split()}
    found = dict(Person.objects.filter(email__in=wanted).values_list("email", "pk"))
    missing = sorted(wanted - set(found))
    if missing:
        raise Refused(
            _("Nobody here has this address: %(email)s") % {"email": ", ".join(missing[:5])}, field="people"
        )
    return save(audience, by=by, name=name, conditions={}, people=list(found.values()))
