"""Pages of the desk: a person's own account."""
