from django.urls import path

from desireline.reach.exports import views

urlpatterns = [
    path("team/exports", views.exports, name="exports"),
    path("team/exports/<int:pk>/desireline-export.zip", views.download, name="export_file"),
    path("team/exports/<int:pk>/delete", views.delete, name="export_delete"),
]
