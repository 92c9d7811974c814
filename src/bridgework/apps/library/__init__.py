"""Public pages and feeds."""
