from django.urls import re_path

from desireline.reach.feeds import views

urlpatterns = [re_path(r"^boards/(?P<slug>[-\w]+)/feed\.atom$", views.board_feed, name="board_feed")]
