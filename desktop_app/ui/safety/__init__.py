"""The page 数据安全, and what the window does by itself so that nothing is lost."""
