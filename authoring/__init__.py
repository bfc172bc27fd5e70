"""The course's built files, and the commands that build and hold them.

========================= =========================================== =========================
built (never edit it)     from (edit this)                            command
========================= =========================================== =========================
notebooks/NN_lesson.ipynb notebooks/src/NN_lesson.py                  python -m authoring build
notebooks/index.ipynb     notebooks/src/index.py, and the first cell  python -m authoring build
                          of every lesson source
exercises/NN_lesson.ipynb dropout_course/catalog                      python -m authoring build
solutions/NN_lesson.ipynb dropout_course/catalog                      python -m authoring build
========================= =========================================== =========================

``build`` runs what differs from its source. ``build NAME`` runs the notebooks of one lesson
(``03_inverted_dropout``) or one notebook (``exercises/03_inverted_dropout.ipynb``), changed or not.
``build --all`` runs everything, as a change of the package's own code calls for. ``check`` runs
nothing and refuses whatever is not as built: it compares inputs byte for byte; nbval compares
outputs. ``new`` begins an exercise or a lesson.

How to write a lesson source: :mod:`authoring.sources`. What an output must not hold:
:mod:`authoring.outputs`. What is stored of a widget: :mod:`authoring.stills`.
"""
