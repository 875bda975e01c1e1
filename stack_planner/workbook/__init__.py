"""Workbooks of the tool: the inputs it gives out and the plans it writes."""
