"""Bodies, meetings and elections."""
