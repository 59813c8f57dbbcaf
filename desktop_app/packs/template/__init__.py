"""A blank workbook for an official table of levels, and the rule pack a filled one makes."""
