"""Official papers: one description, two outputs. See docs/adr/0007."""
