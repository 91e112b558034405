"""The frame of every page: language, theme, components, error pages, what the site sends out."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "config.shell"
    label = "shell"

    def ready(self) -> None:
        from config.shell import tasks  # noqa: F401 registers the sweeper
