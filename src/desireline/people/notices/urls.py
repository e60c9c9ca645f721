from django.urls import path, re_path

from desireline.people.notices import views

urlpatterns = [
    path("me/notices", views.listing, name="notices"),
    path("me/notices/<int:pk>", views.opened, name="notice"),
    path("me/notices/read", views.read, name="notices_read"),
    path("me/notices/choices", views.choices, name="notice_choices"),
    path("me/notices/topic", views.topic, name="notice_topic"),
    re_path(r"^follow/(?P<topic>[a-z]+:[0-9]{1,18})$", views.follow, name="follow"),
    path("notices/stop/<str:token>", views.stop, name="notice_stop"),
]
