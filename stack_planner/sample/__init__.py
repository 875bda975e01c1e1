"""The worked example: sample inputs for the seven towns, attested or derived by stated rules."""

from stack_planner.sample.example import example_workbooks, write_example

__all__ = ["example_workbooks", "write_example"]
