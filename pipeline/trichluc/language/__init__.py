"""The written language of the Vietnamese State: letters, numerals, calendar dates. Knows no document."""
