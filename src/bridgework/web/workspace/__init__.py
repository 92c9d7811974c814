"""The place of a team."""
