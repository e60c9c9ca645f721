from typing import Any

from django.core.management.base import BaseCommand

from desireline.kit.jobs import worker


class Command(BaseCommand):
    help = "Run the jobs that wait: mail, ranking, imports. `up` starts one."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        worker.main()
