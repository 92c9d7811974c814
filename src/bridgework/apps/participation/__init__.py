"""Personal links and paper entry."""
