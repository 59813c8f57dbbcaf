"""The page of the installed rule packs."""
