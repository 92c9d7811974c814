"""Pages of the desk: calls, applications and reviews."""
