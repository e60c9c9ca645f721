from django.urls import path

from desireline.site.home import views

urlpatterns = [path("", views.home, name="home")]
