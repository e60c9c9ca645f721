from django.urls import re_path

from desireline.listen.browse import views

SLUG = r"(?P<slug>[-\w]+)"

urlpatterns = [
    re_path(rf"^boards/{SLUG}$", views.board, name="board"),
    re_path(rf"^boards/{SLUG}\.json$", views.board_json, name="board_json"),
]
