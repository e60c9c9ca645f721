from django.urls import path

from desireline.codevelop.projects import views

urlpatterns = [
    path("projects", views.projects, name="projects"),
    path("projects/<str:slug>", views.project, name="project"),
]
