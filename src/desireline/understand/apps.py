from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Understand(AppConfig):
    name = "desireline.understand"
    label = "understand"

    def ready(self) -> None:
        setup_room(self.name)
