from django.urls import path, re_path

from desireline.listen.closeness import views

urlpatterns = [
    re_path(r"^boards/(?P<slug>[-\w]+)/closeness/reset$", views.closeness_reset, name="closeness_reset"),
    path("team/closeness/undo", views.closeness_undo, name="closeness_undo"),
]
