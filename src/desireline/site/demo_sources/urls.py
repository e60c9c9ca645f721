from django.urls import path

from desireline.site.demo_sources import views

urlpatterns = [path("demo/simulated/devices.json", views.devices, name="demo_devices")]
