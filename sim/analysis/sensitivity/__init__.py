"""Which assumptions drive the answer, and when: Morris screening, then Sobol indices, by year."""
