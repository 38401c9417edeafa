"""The independent checker of explanations. See docs/reference/explanation.md."""
