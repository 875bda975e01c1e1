"""Text documents (.docx): letters and briefs to be read on paper."""
