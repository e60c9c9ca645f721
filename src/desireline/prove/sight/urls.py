from django.urls import path

from desireline.prove.sight import views

urlpatterns = [
    path("sight", views.sight, name="sight"),
    path("sight/audit", views.audit, name="sight_audit"),
    path("sight/<slug:kind>/<int:pk>", views.sight_node, name="sight_node"),
    path("futures/<str:slug>/story", views.story, name="future_story"),
]
