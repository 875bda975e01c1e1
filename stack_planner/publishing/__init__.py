"""A plan that may be published: nothing confidential, no person, the same totals to the crown."""

from stack_planner.publishing.plan import public_plan

__all__ = ["public_plan"]
