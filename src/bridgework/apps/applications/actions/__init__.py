"""The only writers of calls, applications and reviews."""
