"""Everything a person sees, by place."""
