from django.urls import path

from desireline.people.profile import picture, views

urlpatterns = [
    path("me", views.me, name="profile"),
    path("me/picture", picture.change, name="profile_picture"),
    path("people/pictures/<path:key>", picture.show, name="person_picture"),
    path("me/export", views.export, name="profile_export"),
    path("me/leave", views.leave, name="profile_leave"),
    path("me/left", views.left, name="left"),
    path("people/<int:pk>", views.public, name="person"),
]
