"""Stylised facts: what is known of the years to 2020 in words, held beside the model."""
