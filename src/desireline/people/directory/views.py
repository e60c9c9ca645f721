from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.accounts.models import Account
from desireline.people.directory.listing import FILTERS, page_for
from desireline.people.identity import api as identity
from desireline.people.identity.models import Block, Invitation, Person
from desireline.people.roles.api import LABELS, MEANINGS, Permission, Role, actor, may, needs, viewer


def _by(request: HttpRequest) -> Person:
    person = actor(request)
    return person


@needs(Permission.MODERATE)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    query, only = request.GET.get("q", "").strip()[:80], request.GET.get("only", "")
    only = only if only in FILTERS else ""
    page = page_for(query=query, only=only, after=request.GET.get("after"))
    blocks = Block.objects.filter(
        person__in=[p.pk for p in page.rows if not p.is_active], lifted_at__isnull=True
    )
    manages = may(viewer(request), Permission.MANAGE_PEOPLE)
    context = {
        "page": page,
        "query": query,
        "only": only,
        "blocks": {block.person_id: block for block in blocks.select_related("by")},
        "roles": LABELS,
        "manages": manages,
        "tail": urlencode({"q": query, "only": only}),
    }
    return render(request, "directory/list.html", context)


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk, erased__isnull=True)
    wanted = request.GET.get("role") or request.POST.get("role", "")
    if wanted not in set(Role):
        raise Http404
    try:
        before = identity.set_role(person, role=Role(wanted), by=_by(request))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        undo = f"{reverse('person_role', args=[pk])}?role={before}"
        text = _("%(name)s: %(role)s.") % {"name": person.shown_name, "role": LABELS[Role(wanted)]}
        said(request, text, undo="" if before == wanted else undo)
    return _back(request)


@needs(Permission.MODERATE)
@require_POST
def standing(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """Block, unblock, trust or mistrust a person; each is the undo of another."""
    person = get_object_or_404(Person, pk=pk, erased__isnull=True)
    by, name = _by(request), {"name": person.shown_name}
    other = {"block": "unblock", "unblock": "block", "trust": "mistrust", "mistrust": "trust"}
    try:
        if how == "block":
            identity.block(person, by=by, reason=request.POST.get("reason", ""))
            text = _("%(name)s is blocked and signed out everywhere.") % name
        elif how == "unblock":
            identity.unblock(person, by=by)
            text = _("%(name)s may come in again.") % name
        elif how in other:
            identity.set_trust(person, trusted=how == "trust", by=by)
            text = (
                _("%(name)s is trusted.") % name
                if how == "trust"
                else _("What %(name)s writes is read first.") % name
            )
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        said(request, text, undo=reverse("person_standing", args=[pk, other[how]]))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    keep = {key: request.POST[key][:80] for key in ("q", "only") if request.POST.get(key)}
    return redirect(f"{reverse('people')}?{urlencode(keep)}" if keep else "people")


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _invite(request)
        if not errors:
            return redirect("invitations")
    open_ones = Invitation.objects.filter(used_at__isnull=True, expires__gt=timezone.now())
    context = {
        "rows": open_ones.select_related("by", "account").order_by("-id")[:200],
        "roles": LABELS,
        "meanings": MEANINGS,
        "accounts": Account.objects.order_by("name").values_list("slug", "name")[:500],
        "errors": errors,
        "given": request.POST,
    }
    return render(request, "directory/invitations.html", context, status=422 if errors else 200)


def _invite(request: HttpRequest) -> dict[str, str]:
    wanted, slug = request.POST.get("role", ""), request.POST.get("account", "")
    account = Account.objects.filter(slug=slug).first() if slug else None
    emails = request.POST.get("emails", "").replace(",", " ").replace(";", " ").split()
    if wanted not in set(Role) or not emails or len(emails) > 50:
        return {"emails": _("Write one to fifty addresses, and choose a role.")}
    done = 0
    for email in emails:
        try:
            identity.invite(email, by=_by(request), role=Role(wanted), account=account)
        except Refused as refused:
            return {"emails": refused.message}
        done += 1
    messages.success(request, _("Invited: %(n)d.") % {"n": done})
    return {}


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    identity.withdraw(get_object_or_404(Invitation, pk=pk), by=_by(request))
    messages.success(request, _("The invitation no longer works."))
    return redirect("invitations")
