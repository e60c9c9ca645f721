from django.urls import path

from desireline.guide.account import team, views

urlpatterns = [
    path("accounts", views.own, name="own_account"),
    path("accounts/<str:slug>", views.account, name="account_view"),
    path("accounts/<str:slug>/export.json", views.export, name="account_export"),
    path("accounts/<str:slug>/corrections", views.correct, name="account_correct"),
    path("accounts/<str:slug>/filters", views.save_filter, name="account_filter"),
    path("accounts/<str:slug>/filters/<int:pk>/delete", views.drop_filter, name="account_filter_drop"),
    path("team/account-log", team.account_log, name="account_log"),
    path("team/corrections", team.corrections, name="corrections"),
    path("team/corrections/<int:pk>", team.settle, name="correction_settle"),
]
