"""Measuring the search on judged questions, in a database of its own."""
