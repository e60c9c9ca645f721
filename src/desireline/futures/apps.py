from django.apps import AppConfig

from desireline.kit.registry import setup_room


class Futures(AppConfig):
    name = "desireline.futures"
    label = "futures"

    def ready(self) -> None:
        setup_room(self.name)
