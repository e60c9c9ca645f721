from django.urls import path

from desireline.people.settings import logo, views

urlpatterns = [
    path("team/settings", views.page, name="settings"),
    path("team/settings/undo/<str:token>", views.undo, name="settings_undo"),
    path("team/settings/logo", logo.change, name="settings_logo"),
    path("brand.css", views.brand_css, name="brand_css"),
    path("brand/logo", logo.show, name="brand_logo"),
    path("language", views.language, name="language"),
]
