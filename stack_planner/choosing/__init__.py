"""From values to the best choice: options, rows, the solver, and its answer counted again."""
