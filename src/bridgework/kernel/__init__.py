"""The Django-aware ground floor."""
