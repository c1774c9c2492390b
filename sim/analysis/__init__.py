"""Looking at results: measures, paired comparison, the summary and the table."""
