"""Putting the stamp of an output into its file: PDF, Word, workbook."""
