from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Reach(AppConfig):
    name = "desireline.reach"
    label = "reach"

    def ready(self) -> None:
        setup_room(self.name)
