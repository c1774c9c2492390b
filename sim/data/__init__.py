"""The tables that Faultlines ships, the checks they pass and the groups of countries."""
