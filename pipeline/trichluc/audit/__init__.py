"""Findings to identities and checks: which act a citation means, and what an auditor should look at."""
