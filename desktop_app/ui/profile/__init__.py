"""The enterprise profile 企业档案."""
