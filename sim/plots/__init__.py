"""Figures, maps and the report: everything a person looks at, drawn from a result."""
