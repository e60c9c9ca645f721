from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Prove(AppConfig):
    name = "desireline.prove"
    label = "prove"

    def ready(self) -> None:
        setup_room(self.name)
