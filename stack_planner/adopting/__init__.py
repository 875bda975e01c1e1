"""A project list that somebody else keeps becomes rows of a stack; nothing is lost or silent."""

from stack_planner.adopting.adopt import adopt_list
from stack_planner.adopting.orders import Adopted, Order

__all__ = ["Adopted", "Order", "adopt_list"]
