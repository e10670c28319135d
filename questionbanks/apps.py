"""The app's place in Django."""

from django.apps import AppConfig


class QuestionbanksConfig(AppConfig):
    name = "questionbanks"
    default_auto_field = "django.db.models.BigAutoField"
