"""Machine-readable addresses."""
