from django.urls import path

from desireline.people.notices import views

urlpatterns = [
    path("me/notices", views.listing, name="notices"),
    path("me/notices/<int:pk>", views.opened, name="notice"),
    path("me/notices/read", views.read, name="notices_read"),
    path("me/notices/choices", views.choices, name="notice_choices"),
    path("me/notices/topic", views.topic, name="notice_topic"),
    path("notices/stop/<str:token>", views.stop, name="notice_stop"),
]
