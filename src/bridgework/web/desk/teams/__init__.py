"""Pages of the desk: teams and their members."""
