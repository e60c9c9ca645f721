"""`desireline migrate`: the tables of an empty database are made at once, those of any other step by step.

Django walks through every migration, and builds all models anew after most steps: for an empty database that is most of
the first start. What the models say is what the last step leaves (tests/site/operate/test_migrate.py compares them).
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Stepwise
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

NOT_AT_ONCE = (
    "app_label",
    "migration_name",
    "fake",
    "fake_initial",
    "plan",
    "check_unapplied",
    "prune",
    "step_by_step",
)


class Command(Stepwise):
    help = "Bring the tables up to date: those of an empty database at once, those of any other step by step."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="Every migration, also where nothing is yet."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        asked = any(options.get(name) for name in NOT_AT_ONCE)
        if asked or connection.introspection.table_names():
            super().handle(*args, **options)
        else:
            _at_once(connection, options["verbosity"])


def _at_once(connection: Any, verbosity: int) -> None:
    """Every table, and every migration noted as done: all of it or, when it is interrupted, nothing."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(verbosity, False, connection.alias, apps=apps, plan=plan)
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        editor.create_model(recorder.Migration)
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for migration, _backwards in plan:
            recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(verbosity, False, connection.alias, apps=apps, plan=plan)
