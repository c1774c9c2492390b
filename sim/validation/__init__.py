"""How wrong the model is: observed figures, the model's own for each, rivals, scores."""
