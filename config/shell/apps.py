"""The frame of every page: language, theme, components, error pages, what the site sends out."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "config.shell"
    label = "shell"
