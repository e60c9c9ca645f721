"""What people see when something does not work: what it was, in their language, and a way on.

Pages for browsers, a toast for htmx, `{"message": …}` for who asks for JSON. Nothing here needs the database to answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

log = structlog.get_logger("failure")


@dataclass(frozen=True, slots=True)
class Failure:
    """A status with its words. `art` names the drawing: path, search, talk or done."""

    status: int
    title: str
    text: str
    art: str = "path"
    wait: int | None = None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where it was the size."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return answer(request, too_large())
    return answer(request, nonsense())


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = _("This is not yours to do. If it should be, ask an administrator for the right role.")
    return answer(request, Failure(403, _("Not for you"), text))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that does not come from a page of ours, or from one that was open for very long."""
    log.warning("a form was refused", path=request.path, reason=reason)
    text = _(
        "We could not tell that this came from a page of ours, so nothing was changed. Go back, load the page"
        " again, and send it once more. Cookies must be allowed for that."
    )
    return answer(request, Failure(403, _("Please send that again"), text))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = _("Nothing is here, or nothing that you may see. It may have moved, or its link is not complete.")
    return answer(request, Failure(404, _("This path leads nowhere"), text, art="search"))


def server_error(request: HttpRequest) -> HttpResponse:
    text = _(
        "The mistake is ours and has been written down. What you were doing may not be kept: try again soon."
    )
    return answer(request, Failure(500, _("Something broke"), text), plain=True)


def too_large() -> Failure:
    return Failure(
        413, _("Too large"), _("That was more than we take at once. Bring smaller files, or fewer of them.")
    )


def nonsense() -> Failure:
    return Failure(
        400,
        _("We could not read that"),
        _("What was sent has a form that no page of ours makes. Go back and try it again."),
    )


def slower() -> str:
    return _("A little too fast")


def refused() -> str:
    return _("That did not work")


def answer(request: HttpRequest, failure: Failure, *, plain: bool = False) -> HttpResponse:
    """The answer for this kind of reader. `plain` pages know nothing of the reader, so that nothing more can break."""
    headers = {"Retry-After": str(failure.wait)} if failure.wait else {}
    if request.headers.get("HX-Request") == "true":
        toast = json.dumps({"toast": {"text": failure.text}})
        headers |= {"HX-Trigger": toast, "HX-Reswap": "none"}
        return HttpResponse(
            failure.text, status=failure.status, content_type="text/plain; charset=utf-8", headers=headers
        )
    if "application/json" in request.headers.get("Accept", ""):
        body = json.dumps({"message": failure.text})
        return HttpResponse(
            body, status=failure.status, content_type="application/json; charset=utf-8", headers=headers
        )
    return HttpResponse(_page(request, failure, plain=plain), status=failure.status, headers=headers)


def _page(request: HttpRequest, failure: Failure, *, plain: bool) -> str:
    context: dict[str, Any] = {"failure": failure, "back": _back(request), "again": _again(request)}
    if not plain:
        try:
            known: bool = request.user.is_authenticated
            here = quote(request.get_full_path(), safe="/?=&") if request.method == "GET" else ""
            return render_to_string("kit/failed.html", {**context, "known": known, "here": here}, request)
        except Exception as error:  # the page about a failure is the last thing that may fail
            log.warning("a page about a failure could not know its reader", error=repr(error))
    bare = {"lang": get_language() or "en", "dir": "rtl" if get_language_bidi() else "ltr"}
    return render_to_string("kit/failed.html", {**context, "locale": bare, "known": True, "here": ""})


def _back(request: HttpRequest) -> str:
    """The page of ours from which the reader came, or ""."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
        if came.netloc != request.get_host():
            return ""
    except (ValueError, DisallowedHost):
        return ""
    address = came.path + (f"?{came.query}" if came.query else "")
    return address if address.startswith("/") and not address.startswith("//") else ""


def _again(request: HttpRequest) -> str:
    """Where a reader may try the same again: the address of a GET."""
    path = request.path
    return path if request.method == "GET" and path.startswith("/") and not path.startswith("//") else ""
