"""Regulator forms 监管报表: their structure is data, filled from a judged case, drawn as blocks."""
