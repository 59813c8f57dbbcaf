"""The page 企业库: all cases of the library in one table."""
