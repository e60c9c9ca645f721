from django.urls import path

from desireline.prove.sight import audit_views, promise_views, views

urlpatterns = [
    path("sight", views.sight, name="sight"),
    path("sight/audit", audit_views.audit, name="sight_audit"),
    path("sight/audit/<slug:kind>/<int:pk>/link", audit_views.link, name="sight_link"),
    path("sight/audit/<slug:kind>/<int:pk>/unlink", audit_views.unlink, name="sight_unlink"),
    path("sight/audit/<slug:kind>/<int:pk>/justify", audit_views.justify, name="sight_justify"),
    path("sight/audit/justifications/<int:pk>/undo", audit_views.unjustify, name="sight_unjustify"),
    path("sight/audit/projects/<int:pk>/stop", audit_views.stop, name="sight_stop"),
    path("sight/promises/<str:slug>", promise_views.promised, name="sight_promises"),
    path("sight/evidence/<int:pk>/undo", promise_views.untold, name="evidence_undo"),
    path("sight/<slug:kind>/<int:pk>", views.sight_node, name="sight_node"),
    path("futures/<str:slug>/story", views.story, name="future_story"),
]
