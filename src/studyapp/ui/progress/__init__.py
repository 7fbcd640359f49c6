"""What the progress screen shows: each figure of the overview as a drawing, and as a table."""
