"""What the library tells of reports, as staff see and change it."""
