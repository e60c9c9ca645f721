from django.urls import path

from desireline.codevelop.work import editing, views

ARTEFACT, ASSUMPTION = "projects/<str:slug>/artefacts/<int:pk>", "projects/<str:slug>/assumptions/<int:pk>"
QUESTION, CHANGE = "projects/<str:slug>/questions/<int:pk>", "projects/<str:slug>/changes/<int:pk>"

urlpatterns = [
    path("projects/<str:slug>/work", views.work, name="project_work"),
    path("projects/<str:slug>/artefacts/new", editing.artefact_new, name="artefact_new"),
    path(ARTEFACT, views.artefact, name="artefact"),
    path(f"{ARTEFACT}/file", views.artefact_file, name="artefact_file"),
    path(f"{ARTEFACT}/edit", editing.artefact_edit, name="artefact_edit"),
    path(f"{ARTEFACT}/remove", editing.artefact_remove, name="artefact_remove"),
    path(f"{ARTEFACT}/restore", editing.artefact_restore, name="artefact_restore"),
    path("projects/<str:slug>/assumptions/new", editing.assumption_new, name="assumption_new"),
    path(f"{ASSUMPTION}/edit", editing.assumption_edit, name="assumption_edit"),
    path(f"{ASSUMPTION}/result", editing.assumption_result, name="assumption_result"),
    path(f"{ASSUMPTION}/reopen", editing.assumption_reopen, name="assumption_reopen"),
    path("projects/<str:slug>/questions/new", editing.question_new, name="question_new"),
    path(QUESTION, views.question, name="project_question"),
    path(f"{QUESTION}/answer", views.answer, name="question_answer"),
    path(f"{QUESTION}/unanswer", views.unanswer, name="question_unanswer"),
    path(f"{QUESTION}/edit", editing.question_edit, name="question_edit"),
    path(f"{QUESTION}/close", editing.question_close, name="question_close"),
    path(f"{QUESTION}/open", editing.question_open, name="question_open"),
    path("projects/<str:slug>/changes/new", editing.change_new, name="change_new"),
    path(f"{CHANGE}/edit", editing.change_edit, name="change_edit"),
    path(f"{CHANGE}/remove", editing.change_remove, name="change_remove"),
    path(f"{CHANGE}/restore", editing.change_restore, name="change_restore"),
]
