"""The experiments behind the claims of the course: each returns every value that it measured."""
