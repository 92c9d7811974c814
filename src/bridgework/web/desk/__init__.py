"""The desk of programme staff."""
