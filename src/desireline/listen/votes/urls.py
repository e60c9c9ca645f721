from django.urls import path

from desireline.listen.votes import views

urlpatterns = [
    path("ideas/<int:pk>/vote", views.idea_vote, name="idea_vote"),
    path("ideas/<int:pk>/voters", views.idea_voters, name="idea_voters"),
    path("ideas/<int:pk>/voters/behalf", views.vote_on_behalf, name="vote_on_behalf"),
]
