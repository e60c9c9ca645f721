from django.urls import path

from desireline.understand.themes import views

urlpatterns = [
    path("themes", views.themes, name="themes"),
    path("themes/state", views.state, name="themes_state"),
    path("themes/alone", views.alone, name="themes_alone"),
    path("themes/renew", views.renew, name="themes_renew"),
    path("themes/names/<int:pk>/undo", views.unname, name="theme_unname"),
    path("themes/<int:pk>", views.theme, name="theme"),
    path("themes/<int:pk>/name", views.rename, name="theme_rename"),
    path("themes/<int:pk>/outcome", views.link, name="theme_link"),
    path("themes/<int:pk>/outcome/new", views.make_outcome, name="theme_outcome"),
]
