from django.urls import path

from desireline.people.accounts import views

urlpatterns = [
    path("team/accounts", views.listing, name="accounts"),
    path("team/accounts/new", views.new, name="account_new"),
    path("team/accounts/<str:slug>", views.one, name="account"),
    path("team/accounts/<str:slug>/edit", views.edit, name="account_edit"),
    path("team/accounts/<str:slug>/people", views.member, name="account_member"),
]
