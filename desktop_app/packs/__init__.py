"""Reads and checks rule packs (规则包) and hands them on as core values."""
