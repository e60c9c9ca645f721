from django.urls import path

from desireline.listen.order import views

urlpatterns = [path("seen", views.note_seen, name="seen")]
