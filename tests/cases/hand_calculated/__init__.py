"""A plan counted by hand in a spreadsheet: its inputs, its steps, and what must come out."""
