from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from desireline.kit.pages.routes import by_first_word


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def tree() -> URLResolver:
    routes = [
        path("boards/new", view, name="board_new"),
        re_path(r"^boards/(?P<slug>[\w-]+)$", view, name="board"),
        path("", view, name="home"),
        path("search", view, name="search"),
        path("search.json", view, name="search_json"),
        path("<slug:other>/page", view, name="other"),
        path("files/<path:where>", view, name="file"),
        path("files/<int:pk>", view, name="never"),
        path("under/", include([path("a/<int:pk>", view, name="nested")])),
    ]
    return URLResolver(RegexPattern("^/"), by_first_word(routes))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "home"), ("/boards/new", "board_new"), ("/boards/x-1", "board"), ("/search", "search"),
        ("/search.json", "search_json"), ("/else/page", "other"), ("/boards/page", "board"), ("/search/page", "other"),
        ("/files/a/b/c", "file"), ("/files/12", "file"), ("/under/a/3", "nested"),
    ],
)  # fmt: skip
def test_an_address_leads_to_the_first_route_that_fits(address: str, name: str) -> None:
    assert tree().resolve(address).url_name == name


@pytest.mark.parametrize(
    "address", ["/nothing", "/boards", "/boards/a/b", "/searching", "/under/a/x", "/files"]
)
def test_an_unknown_address_leads_nowhere(address: str) -> None:
    with pytest.raises(Resolver404):
        tree().resolve(address)


def test_addresses_are_made_from_names_as_before() -> None:
    assert tree().reverse("board", slug="x") == "boards/x"
    assert tree().resolve("/boards/x").route.endswith("$")
    assert tree().resolve("/under/a/3").route == "under/a/<int:pk>"
