from django.urls import path

from desireline.reach.imports import views

urlpatterns = [
    path("team/imports", views.imports, name="imports"),
    path("team/imports/<int:pk>", views.batch, name="import"),
    path("team/imports/<int:pk>/plan", views.plan, name="import_plan"),
    path("team/imports/<int:pk>/run", views.run, name="import_run"),
    path("team/imports/<int:pk>/undo", views.undo, name="import_undo"),
    path("team/imports/<int:pk>/problems.csv", views.problems, name="import_problems"),
]
