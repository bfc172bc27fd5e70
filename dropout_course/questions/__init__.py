"""Questions and flashcards: what they are, how an answer is judged, how they are asked."""
