"""Forming teams, measured: ours beside what people use now."""
