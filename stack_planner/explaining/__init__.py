"""Why a plan is as it is, and what another decision would do to it."""
