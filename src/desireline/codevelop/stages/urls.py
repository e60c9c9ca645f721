from django.urls import path

from desireline.codevelop.stages import views

urlpatterns = [
    path("team/stages", views.stages, name="stages"),
    path("team/stages/<int:pk>", views.stage_edit, name="stage_edit"),
    path("team/stages/<int:pk>/act", views.stage_act, name="stage_act"),
]
