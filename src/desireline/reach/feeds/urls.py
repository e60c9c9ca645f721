from django.urls import path, re_path

from desireline.reach.feeds import views

urlpatterns = [
    re_path(r"^boards/(?P<slug>[-\w]+)/feed\.atom$", views.board_feed, name="board_feed"),
    path("releases.atom", views.release_feed, name="release_feed"),
    path("search.atom", views.search_feed, name="search_feed"),
]
