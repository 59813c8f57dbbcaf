"""From gaps to measures to a plan 改进方案, and what the plan would bring. Pure."""
