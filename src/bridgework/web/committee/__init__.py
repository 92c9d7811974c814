"""The place of the committee's officers."""
