"""Who is asked, and what follows: children, units, staff, invitations, conversations, insights, exports."""
