from django.urls import path

from desireline.understand.opportunities import views

urlpatterns = [path("landscape", views.landscape, name="landscape")]
