"""Word files: .docx read natively, older kinds converted to it."""
