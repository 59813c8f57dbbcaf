"""The chapters of a report, each from an evaluation to blocks."""
