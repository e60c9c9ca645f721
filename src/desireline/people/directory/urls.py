from django.urls import path

from desireline.people.directory import views

urlpatterns = [
    path("team/people", views.listing, name="people"),
    path("team/people/<int:pk>/role", views.role, name="person_role"),
    path("team/people/<int:pk>/<str:how>", views.standing, name="person_standing"),
    path("team/people/invitations", views.invitations, name="invitations"),
    path("team/people/invitations/<int:pk>/withdraw", views.withdraw, name="invitation_withdraw"),
]
