"""The grader: measures an answer, compares it with a right one, and names the mistake.

One direction: ``model`` (the words) <- ``runner`` (the one place where a learner's code runs) <-
``attempt`` <- ``masks``, ``layers`` (what can be measured) <- ``checks`` <- ``judge``; ``render``
and ``panel`` show the report.
"""

from dropout_course.grading.model import CheckResult, Exercise, Fact, Mistake, Report

__all__ = ["CheckResult", "Exercise", "Fact", "Mistake", "Report"]
