"""The report driven in a real browser: ``make check-report``; plain pytest leaves it alone."""
