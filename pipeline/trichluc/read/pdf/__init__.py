"""PDF files: words by two engines, marks and strokes of their pages, and how far their text can be trusted."""
