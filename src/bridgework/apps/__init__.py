"""Bounded contexts, in the order of a question's life."""
