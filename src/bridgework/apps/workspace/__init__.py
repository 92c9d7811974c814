"""The work on a challenge."""
