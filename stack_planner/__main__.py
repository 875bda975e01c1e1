"""Runs the command line as ``python -m stack_planner``."""

from stack_planner.cli import main

if __name__ == "__main__":
    main()
