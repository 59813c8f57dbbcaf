"""The expression language of rule packs: parsed once, then evaluated, checked, shown, exported.

Decimal literals, dotted names, + - * / ^, comparisons, and/or/not and a closed list of
functions; no assignment, no attribute, no loop, so a pack can compute but never act.
"""

from __future__ import annotations

from desktop_app.core.expr.ast import Expr
from desktop_app.core.expr.evaluate import evaluate as evaluate_expr

__all__ = ["Expr", "evaluate_expr"]
