"""Pages of the desk: the question desk."""
