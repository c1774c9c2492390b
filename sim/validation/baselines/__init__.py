"""Plain rivals of the model, fitted on the same years and covariates."""
