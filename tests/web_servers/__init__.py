"""The rendered rules, run by the servers they are for."""
