"""Reports and recommendations."""
