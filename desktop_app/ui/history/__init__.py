"""历史: what was changed, named moments, comparing; and what happened to one place."""
