"""The yearly round of ``examples``: what people type in it, and how its workbooks are made."""
