from django.urls import path

from desireline.futures.futures import views

urlpatterns = [
    path("futures", views.futures, name="futures"),
    path("futures/new", views.future_new, name="future_new"),
    path("futures/<str:slug>", views.future, name="future"),
    path("futures/<str:slug>/edit", views.future_edit, name="future_edit"),
    path("futures/<str:slug>/history", views.future_history, name="future_history"),
    path("futures/<str:slug>/archive", views.future_archive, name="future_archive"),
    path("futures/<str:slug>/discard", views.future_discard, name="future_discard"),
]
