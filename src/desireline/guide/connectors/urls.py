from django.urls import path

from desireline.guide.connectors import views

urlpatterns = [
    path("team/connectors", views.connectors, name="connectors"),
    path("team/connectors/<slug:name>", views.source, name="connector"),
    path("team/connectors/<slug:name>/run", views.ask, name="connector_run"),
    path("team/connectors/<slug:name>/customers", views.link, name="connector_link"),
    path("team/connectors/<slug:name>/customers/<int:pk>/delete", views.unlink, name="connector_unlink"),
    path("records/<path:key>", views.record, name="record"),
]
