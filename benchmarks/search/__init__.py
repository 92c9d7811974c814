"""The search beside other engines, in one run."""
