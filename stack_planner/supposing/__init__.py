"""What if: the strategy as it would be under the changes of a scenario."""

from stack_planner.supposing.repaired import repaired
from stack_planner.supposing.scenario import NAMES, Scenario, WholeChange, scenarios_of
from stack_planner.supposing.suppose import supposed

__all__ = ["NAMES", "Scenario", "WholeChange", "repaired", "scenarios_of", "supposed"]
