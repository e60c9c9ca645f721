from django.urls import path

from desireline.site.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("kit", views.kit, name="kit"),
]
