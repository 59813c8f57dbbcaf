"""The page 改进方案: gaps, measures for them, the plan, and what it would bring."""
