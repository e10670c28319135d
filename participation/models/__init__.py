"""All models of who is asked and what follows, one subject a module."""

from participation.models.attention import Attention
from participation.models.children import Child, ChildAssignment
from participation.models.cohorts import ClosedPool, Cohort, CohortCount, CohortMember, FunnelFigure
from participation.models.conversations import Conversation
from participation.models.follow_ups import FollowUp
from participation.models.invitations import Invitation, Message
from participation.models.journal import Entry
from participation.models.staff import RoleAssignment, User
from participation.models.units import Unit
from participation.models.working import Beat
from participation.rights import Role

__all__ = [
    "Attention",
    "Beat",
    "Child",
    "ChildAssignment",
    "ClosedPool",
    "Cohort",
    "CohortCount",
    "CohortMember",
    "Conversation",
    "Entry",
    "FollowUp",
    "FunnelFigure",
    "Invitation",
    "Message",
    "Role",
    "RoleAssignment",
    "Unit",
    "User",
]
