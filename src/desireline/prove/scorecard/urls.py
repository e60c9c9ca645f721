from django.urls import path, re_path

from desireline.prove.scorecard import views

urlpatterns = [
    path("team/scorecard", views.scorecard, name="scorecard"),
    path("team/scorecard/paper", views.on_paper, name="scorecard_paper"),
    path("team/scorecard/letter", views.letter, name="scorecard_letter"),
    re_path(r"^team/scorecard\.(?P<form>csv|json)$", views.export, name="scorecard_export"),
    path("team/scorecard/<slug:measure>", views.rows, name="scorecard_rows"),
    path("scorecard/<int:number>", views.month, name="scorecard_month"),
]
