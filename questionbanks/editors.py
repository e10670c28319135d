"""The editors' group and its rights. Knows accounts only as Django has them."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

GROUP = "Frågeredaktörer"

EDITED = ("area", "scale", "questionnaire", "module", "question", "surroundingtext", "vocabulary")


def grant_editor_rights() -> Group:
    """The group that may edit and publish the bank in the editors' room; made again where it is missing."""
    for label in ("questionbanks", "wagtailadmin"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    codenames = [f"{verb}_{model}" for model in EDITED for verb in ("add", "change", "delete", "view")]
    rights = Permission.objects.filter(
        content_type__app_label="questionbanks", codename__in=[*codenames, "view_version", "publish_bank"]
    )
    entrance = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.set([*rights, *entrance])
    return group
