"""The auditors' and archivists' page. Reads tables only."""
