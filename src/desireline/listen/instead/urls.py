from django.urls import path

from desireline.listen.instead import views

urlpatterns = [
    path("ideas/<int:pk>/instead", views.idea_instead, name="idea_instead"),
    path("ideas/<int:pk>/instead/undo", views.idea_instead_undo, name="idea_instead_undo"),
]
