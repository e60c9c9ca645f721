from django.urls import path

from desireline.codevelop.projects import editing, people_views, views

urlpatterns = [
    path("showcase", views.showcase, name="showcase"),
    path("projects", views.projects, name="projects"),
    path("projects/new", editing.project_new, name="project_new"),
    path("projects/<str:slug>", views.project, name="project"),
    path("projects/<str:slug>/edit", editing.project_edit, name="project_edit"),
    path("projects/<str:slug>/show", editing.project_show, name="project_show"),
    path("projects/<str:slug>/confidential", editing.project_confidential, name="project_confidential"),
    path("projects/<str:slug>/members", people_views.project_members, name="project_members"),
    path("projects/<str:slug>/origins", people_views.project_origins, name="project_origins"),
]
