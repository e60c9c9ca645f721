from django.urls import path, re_path

from desireline.listen.boards import status_views, views

SLUG = r"(?P<slug>[-\w]+)"

urlpatterns = [
    path("boards", views.boards, name="boards"),
    path("boards/new", views.board_new, name="board_new"),
    re_path(rf"^boards/{SLUG}/edit$", views.board_edit, name="board_edit"),
    re_path(rf"^boards/{SLUG}/archive$", views.board_archive, name="board_archive"),
    path("team/statuses", status_views.statuses, name="statuses"),
    path("team/statuses/<int:pk>", status_views.status_edit, name="status_edit"),
    path("team/statuses/<int:pk>/act", status_views.status_act, name="status_act"),
]
