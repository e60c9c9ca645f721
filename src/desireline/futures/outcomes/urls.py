from django.urls import path

from desireline.futures.outcomes import views

urlpatterns = [
    path("futures/<str:slug>/outcomes/new", views.outcome_new, name="outcome_new"),
    path("outcomes/check", views.outcome_check, name="outcome_check"),
    path("outcomes/<str:slug>", views.outcome, name="outcome"),
    path("outcomes/<str:slug>/edit", views.outcome_edit, name="outcome_edit"),
    path("outcomes/<str:slug>/rate", views.outcome_rate, name="outcome_rate"),
    path("outcomes/<str:slug>/reached", views.outcome_reached, name="outcome_reached"),
    path("outcomes/<str:slug>/archive", views.outcome_archive, name="outcome_archive"),
    path("outcomes/<str:slug>/scenario", views.scenario_edit, name="scenario_new"),
    path("outcomes/<str:slug>/scenario/<int:number>", views.scenario_edit, name="scenario_edit"),
]
