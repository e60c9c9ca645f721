from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.text.api import markdown
from desireline.listen.comments import verbs
from desireline.listen.comments.access import comment_with_past, own_comment, the_comment, the_idea
from desireline.listen.comments.models import Comment
from desireline.listen.comments.pages import (
    comment_url,
    history_page,
    one_comment,
    replies_page,
)
from desireline.listen.comments.rules import LONGEST
from desireline.listen.comments.telling import people_near
from desireline.listen.entry.api import guard
from desireline.listen.reader import reader
from desireline.people.roles.api import Permission, must, needs, signed_in, viewer


@require_POST
@signed_in
def new(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    idea = the_idea(pk, person)
    answered = request.POST.get("parent", "")
    parent = the_comment(int(answered), person) if answered.isdecimal() else None
    said = {"body": request.POST.get("body", ""), "internal": "internal" in request.POST}
    try:
        guard(request, "comment")
        made = verbs.post(idea, by=person, parent=parent, official="official" in request.POST, **said)  # type: ignore[arg-type]
    except Refused as no:
        action = reverse("comment_new", args=[pk])
        page = {"idea": idea, "parent": parent, "action": action, "error": no.message, "body": said["body"]}
        return render(request, "comments/write.html", page, status=getattr(no, "status", 422))
    if made.state == Comment.State.PENDING:
        messages.info(request, _("Thank you. Your comment is shown to others once the team has seen it."))
    return redirect(comment_url(made))


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A lasting address: leads to the page of the thread that holds the comment."""
    return redirect(comment_url(the_comment(pk, viewer(request))))


@require_safe
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread by itself, with everything below it; also where one writes an answer without scripts."""
    return render(request, "comments/replies.html", replies_page(request, pk, viewer(request)))


@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    comment = own_comment(pk, person)
    body, error, status = request.POST.get("body", comment.body), "", 200
    if request.method == "POST":
        try:
            guard(request, "comment")
            verbs.edit(comment, by=person, body=body)
            return redirect(comment_url(comment))
        except Refused as no:
            error, status = no.message, getattr(no, "status", 422)
    page = {"idea": comment.idea, "parent": None, "action": request.path, "error": error, "body": body}
    return render(request, "comments/write.html", page, status=status)


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "comments/history.html", history_page(comment_with_past(pk, viewer(request))))


@require_POST
@signed_in
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    comment = the_comment(pk, person)
    try:
        verbs.remove(comment, by=person)
        said(request, _("The comment was removed."), undo=reverse("comment_restore", args=[pk]))
    except Refused as no:
        messages.error(request, no.message)
    return redirect(comment_url(comment))


@require_POST
@signed_in
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    comment = the_comment(pk, person)
    try:
        verbs.bring_back(comment, by=person)
    except Refused as no:
        messages.error(request, no.message)
    return redirect(comment_url(comment))


@require_POST
@signed_in
def react_to(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    comment = the_comment(pk, person)
    try:
        guard(request, "reaction")
        verbs.react(comment, by=person, kind=request.POST.get("kind", ""))
    except Refused as no:
        messages.error(request, no.message)
    if request.headers.get("HX-Request"):
        return render(request, "comments/_reactions.html", {"one": one_comment(comment, person)})
    return redirect(comment_url(comment))


@require_GET
@signed_in
def mentions(request: HttpRequest, pk: int) -> HttpResponse:
    """Names to mention: those in the thread and the team, never all customers."""
    person = reader(request)
    must(person, Permission.CONTRIBUTE)
    found = people_near(the_idea(pk, person), person, starting=request.GET.get("q", "")[:40], most=8)
    return render(request, "comments/_mentions.html", {"names": sorted(set(found.values()))})


@require_POST
@needs(Permission.CONTRIBUTE)
def preview(request: HttpRequest) -> HttpResponse:
    guard(request, "preview")
    return HttpResponse(f'<div class="prose">{markdown(request.POST.get("body", "")[:LONGEST])}</div>')
