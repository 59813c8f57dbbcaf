"""The page of findings 检查, and what keeps them up to date."""
