from django.urls import path

from desireline.understand.leads import views

urlpatterns = [
    path("team/leads", views.leads, name="leads"),
    path("team/leads/renew", views.renew, name="leads_renew"),
    path("team/leads/decisions/<int:pk>/undo", views.undecide, name="lead_undecide"),
    path("team/leads/named/<int:pk>/out", views.unname, name="lead_unname"),
    path("team/leads/<int:pk>", views.lead, name="lead"),
    path("team/leads/<int:pk>/decide", views.decide, name="lead_decide"),
    path("team/leads/<int:pk>/named", views.nominate, name="lead_nominate"),
    path("me/leads", views.choose, name="leads_choice"),
]
