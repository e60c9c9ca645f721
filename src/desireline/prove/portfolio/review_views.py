from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, needs, viewer
from desireline.prove.portfolio import reviewing
from desireline.prove.portfolio.access import review_read
from desireline.prove.portfolio.forms import ReviewForm
from desireline.prove.portfolio.minutes import markdown_of
from desireline.prove.portfolio.models import Review, ReviewItem
from desireline.prove.portfolio.review_page import review_page, reviews_page


def _steward(request: HttpRequest) -> Person:
    person = viewer(request)
    if person is None:
        raise Http404
    return person


def _item(review: Review, pk: int) -> ReviewItem:
    found = review.items.select_related("review").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _there(review: Review, item: ReviewItem | None = None) -> HttpResponse:
    return redirect(reverse("review", args=[review.pk]) + (f"#item-{item.pk}" if item else ""))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_PORTFOLIO)
def reviews(request: HttpRequest) -> HttpResponseBase:
    """The reviews, the newest first; a steward calls the next one."""
    person = _steward(request)
    form = ReviewForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = reviewing.call_review(
                by=person, on=form.cleaned_data["on"], title=form.cleaned_data["title"]
            )
            return _there(made)
        except Refused as no:
            raise Http404 from no
    page = reviews_page(person, request.GET.get("after")) | {"form": form}
    return render(request, "portfolio/reviews.html", page, status=422 if form.errors else 200)


@require_safe
@needs(Permission.SEE_PORTFOLIO)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    person = viewer(request)
    found = review_read(person, pk)
    form = ReviewForm(initial={"on": found.on, "title": found.title, "notes": found.notes})
    return render(request, "portfolio/review.html", review_page(found, person) | {"form": form})


@require_safe
@needs(Permission.SEE_PORTFOLIO)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """For reading and for paper; `?as=markdown` for taking along."""
    person = viewer(request)
    page = review_page(review_read(person, pk), person)
    if request.GET.get("as") != "markdown":
        return render(request, "portfolio/minutes.html", page)
    answer = HttpResponse(markdown_of(page), content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="review-{page["review"].on:%Y-%m-%d}.md"'
    return answer


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def review_write(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = _steward(request)
    found, form = review_read(person, pk), ReviewForm(request.POST)
    if form.is_valid():
        _try(request, lambda: reviewing.write_review(found, by=person, **form.cleaned_data), _("Saved."))
        return _there(found)
    return render(request, "portfolio/review.html", review_page(found, person) | {"form": form}, status=422)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def review_renew(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = _steward(request)
    found = review_read(person, pk)
    try:
        n = reviewing.renew(found, by=person)
        said(request, ngettext("%(num)d point was added.", "%(num)d points were added.", n) % {"num": n})
    except Refused as no:
        said(request, no.message)
    return _there(found)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def review_close(request: HttpRequest, pk: int) -> HttpResponseBase:
    person, undo = _steward(request), bool(request.GET.get("undo"))
    found = review_read(person, pk)
    reviewing.close_review(found, by=person, undo=undo)
    if undo:
        said(request, _("The review is open again."))
    else:
        said(request, _("The review is closed."), undo=reverse("review_close", args=[pk]) + "?undo=1")
    return _there(found)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def item_add(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = _steward(request)
    found = review_read(person, pk)
    _try(
        request, lambda: reviewing.add_item(found, by=person, text=request.POST.get("text", "")), _("Added.")
    )
    return _there(found)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def item_decide(request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
    person = _steward(request)
    found = _item(review_read(person, pk), item)
    words = request.POST.get("decision", "")
    _try(request, lambda: reviewing.decide_item(found, by=person, decision=words), _("Written down."))
    return _there(found.review, found)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def item_shift(request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
    person = _steward(request)
    found = _item(review_read(person, pk), item)
    way = request.POST.get("way", "down")
    _try(request, lambda: reviewing.shift_item(found, by=person, way=way), "")
    return _there(found.review, found)


@require_POST
@needs(Permission.EDIT_PORTFOLIO)
def item_drop(request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
    person, undo = _steward(request), bool(request.GET.get("undo"))
    found = _item(review_read(person, pk), item)
    back = "" if undo else reverse("review_item_drop", args=[pk, item]) + "?undo=1"
    text = _("The point is back on the agenda.") if undo else _("The point is off the agenda.")
    _try(request, lambda: reviewing.drop_item(found, by=person, undo=undo), text, undo=back)
    return _there(found.review)


def _try(request: HttpRequest, verb: Any, text: str, *, undo: str = "") -> None:
    try:
        verb()
    except Refused as no:
        said(request, no.message)
    else:
        if text:
            said(request, text, undo=undo)
