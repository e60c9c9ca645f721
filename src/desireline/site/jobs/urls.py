from django.urls import path

from desireline.site.jobs import views

urlpatterns = [
    path("team/jobs", views.jobs, name="jobs"),
    path("team/jobs/<int:job_id>/retry", views.again, name="job_retry"),
]
