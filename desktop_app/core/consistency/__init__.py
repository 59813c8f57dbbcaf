"""Consistency rules 检查: what contradicts itself, slipped a unit, or left the usual behind. Pure.

Rules that hold for every item of every pack are code here; those that name items are data of the
packs ([[check]]). Both give the same findings.
"""
