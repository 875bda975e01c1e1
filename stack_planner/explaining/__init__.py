"""Answers about a plan: why it is so, what another decision would do, what two plans differ in."""
