"""Scanned pages: pictures made ready, recognised, and what was recognised put in order."""
