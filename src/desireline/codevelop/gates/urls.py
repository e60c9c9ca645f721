from django.urls import path

from desireline.codevelop.gates import views

urlpatterns = [
    path("projects/<str:slug>/gate", views.gate, name="project_gate"),
    path("projects/<str:slug>/gate/look", views.look_on, name="gate_look"),
    path("projects/<str:slug>/gate/deliverables/<int:pk>", views.deliver, name="gate_deliver"),
    path("projects/<str:slug>/decide", views.decide, name="project_decide"),
    path("projects/<str:slug>/decisions", views.decisions, name="project_decisions"),
    path("projects/<str:slug>/decisions/<int:pk>/undo", views.undo, name="gate_undo"),
    path("projects/<str:slug>/fast-track", views.fast_track, name="project_fast_track"),
    path("projects/<str:slug>/fast-track/close", views.fast_track_close, name="project_fast_track_close"),
]
