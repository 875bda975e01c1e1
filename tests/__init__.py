"""Tests of stack-planner."""
