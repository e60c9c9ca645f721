from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.accounts import api
from desireline.people.accounts.listing import page_for
from desireline.people.accounts.models import Account, Membership
from desireline.people.accounts.panels import ACCOUNT_PAGES
from desireline.people.roles.api import Permission, actor, may, needs, viewer


@needs(Permission.SEE_VALUE)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:80]
    page = page_for(query=query, after=request.GET.get("after"))
    return render(request, "accounts/list.html", {"page": page, "query": query, **_rights(request)})


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {"manages": may(viewer(request), Permission.MANAGE_PEOPLE)}


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@needs(Permission.SEE_VALUE)
@require_GET
def one(request: HttpRequest, slug: str) -> HttpResponse:
    account = get_object_or_404(Account, slug=slug)
    members = (
        Membership.objects.filter(account=account)
        .select_related("person__picture")
        .order_by("since", "id")[:200]
    )
    pages = [entry for entry in ACCOUNT_PAGES if entry.shown(request)]
    context = {"account": account, "members": members, "pages": pages, **_rights(request)}
    return render(request, "accounts/one.html", context)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, get_object_or_404(Account, slug=slug))


def _edit(request: HttpRequest, account: Account | None) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            account = _save(request, account)
        except Refused as refused:
            errors[refused.field or "name"] = refused.message
        else:
            messages.success(request, _("Saved."))
            return redirect("account", account.slug)
    lines = (
        [f"{key}: {', '.join(v) if isinstance(v, list) else v}" for key, v in account.attributes.items()]
        if account
        else []
    )
    given = {"name": account.name, "value": account.value, "attributes": "\n".join(lines)} if account else {}
    if errors:
        given = {key: request.POST.get(key, "") for key in ("name", "value", "attributes")}
    context = {"account": account, "given": given, "errors": errors}
    return render(request, "accounts/edit.html", context, status=422 if errors else 200)


def _save(request: HttpRequest, account: Account | None) -> Account:
    by = actor(request)
    name = request.POST.get("name", "")
    value = api.value_of(request.POST.get("value", ""))
    attributes = api.attributes_of(request.POST.get("attributes", ""))
    if account is None:
        return api.create(name, by=by, value=value, attributes=attributes)
    api.change(account, by=by, name=name, attributes=attributes)
    api.set_value(account, value=value, by=by)
    return account


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a person by address (`email`), or take one away or back (`person`, `how`)."""
    account = get_object_or_404(Account, slug=slug)
    by = actor(request)
    pk, email = (
        request.GET.get("person") or request.POST.get("person", ""),
        request.POST.get("email", "").strip(),
    )
    people = get_user_model().objects.filter(erased__isnull=True)
    found = people.filter(pk=pk) if pk.isdecimal() else people.filter(email__iexact=email)
    person = found.first() if pk or email else None
    if person is None:
        messages.error(request, _("Nobody here has this address. Invite them first."))
    elif (request.GET.get("how") or request.POST.get("how")) == "leave":
        api.leave(account, person=person, by=by)
        undo = f"{request.path}?person={person.pk}&how=join"
        said(request, _("%(name)s no longer belongs here.") % {"name": person.shown_name}, undo=undo)
    else:
        api.join(account, person=person, by=by)
        undo = f"{request.path}?person={person.pk}&how=leave"
        said(request, _("%(name)s belongs here now.") % {"name": person.shown_name}, undo=undo)
    return redirect("account", account.slug)
