"""The plan's money as entries of a budget: who books what, under which item, in which year."""
