from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Codevelop(AppConfig):
    name = "desireline.codevelop"
    label = "codevelop"

    def ready(self) -> None:
        setup_room(self.name)
