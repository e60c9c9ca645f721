from django.urls import path

from desireline.listen.twins import views

urlpatterns = [
    path("team/twins", views.twins, name="twins"),
    path("team/twins/act", views.twins_act, name="twins_act"),
    path("team/twins/undo", views.twins_undo, name="twins_undo"),
]
