"""An instructor grades a class: every answer runs in a process of its own and is judged outside.

One direction: ``wire`` (data over a socket) <- ``learner`` (the process in which answers run) and
``sandbox`` (the judge's end of it, behind ``walls``) <- ``judging`` (a student's work) <- ``run``
(a class, with its ``journal``) <- ``gradebook``, ``feedback``, ``class_report``.
"""
