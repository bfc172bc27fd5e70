"""How the course shows things: one value as text, as HTML and as a form that answers."""
