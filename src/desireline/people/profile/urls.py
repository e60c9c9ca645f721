from django.urls import path

from desireline.people.profile import views

urlpatterns = [
    path("me", views.me, name="profile"),
]
