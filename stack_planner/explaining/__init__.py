"""Answers to questions about a plan: what differs, what an officer's decisions mean."""
