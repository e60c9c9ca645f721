from django.urls import path

from desireline.codevelop.projects import views

urlpatterns = [
    path("showcase", views.showcase, name="showcase"),
    path("projects", views.projects, name="projects"),
    path("projects/<str:slug>", views.project, name="project"),
]
