from django.urls import path

from desireline.people.profile import views

urlpatterns = [
    path("me", views.me, name="profile"),
    path("me/export", views.export, name="profile_export"),
    path("me/leave", views.leave, name="profile_leave"),
    path("me/left", views.left, name="left"),
    path("people/<int:pk>", views.public, name="person"),
]
