"""Staff accounts and their roles in units. A role says what one may do, never whose answers one may read."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from participation.models.units import Unit
from participation.rights import TABLE, Action, Reach, Role, Scope


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def managed_by(self, user: User) -> models.QuerySet[User]:
        """Accounts whose every role, now or to come, lies where this person manages staff; and those without a role."""
        outside = RoleAssignment.objects.left(timezone.localdate()).exclude(
            unit__in=Unit.objects.visible_to(user, Action.MANAGE_STAFF)
        )
        people = self.filter(is_superuser=False).exclude(pk__in=outside.values("user"))
        return people.order_by("last_name", "first_name", "pk")


class User(AbstractUser):
    """A member of staff. A child never has an account."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-postadress"), unique=True)
    first_name = models.CharField(_("förnamn"), max_length=40)
    last_name = models.CharField(_("efternamn"), max_length=60)
    phone = PhoneNumberField(_("telefon på arbetet"), blank=True)
    """A number at work, shown to the children this person meets."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    objects = UserManager()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.get_full_name()

    def current_roles(self, at: dt.datetime | None = None) -> list[RoleAssignment]:
        """The roles held at a moment; none for an account that is switched off."""
        if not self.is_active:
            return []
        on = timezone.localdate(at or timezone.now())
        return list(self.role_assignments.current(on).select_related("unit").order_by("pk"))

    def current_or_coming_roles(self, at: dt.datetime | None = None) -> list[RoleAssignment]:
        left = self.role_assignments.left(timezone.localdate(at or timezone.now()))
        return list(left.select_related("unit").order_by("unit__path", "role"))

    def reach(self, action: Action, at: dt.datetime | None = None) -> Reach:
        """How far this person's roles reach for one action. One query."""
        held = [(TABLE[Role(each.role), action], each.unit.path) for each in self.current_roles(at)]
        return Reach(
            is_own=any(scope is Scope.OWN for scope, _path in held),
            is_everywhere=any(scope is Scope.EVERYWHERE for scope, _path in held),
            unit_paths=tuple(path for scope, path in held if scope is Scope.UNIT),
        )


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def current(self, on: dt.date) -> RoleAssignmentQuerySet:
        return self.left(on).filter(since__lte=on)

    def left(self, on: dt.date) -> RoleAssignmentQuerySet:
        """Roles that are held that day, or will be."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on))


class RoleAssignment(models.Model):
    """One person's role in one unit and all units below it, between two days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("roll"), max_length=16, choices=Role)
    since = models.DateField(_("från"))
    until = models.DateField(_("till och med"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "since"], name="one_assignment_per_role_and_day"),
            models.CheckConstraint(
                name="role_assignment_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    def is_current(self, on: dt.date) -> bool:
        return self.since <= on and (self.until is None or self.until >= on)
