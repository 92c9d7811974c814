"""Questions and challenges."""
