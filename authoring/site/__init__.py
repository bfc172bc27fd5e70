"""The course as plain files, for readers who install nothing: ``python -m authoring site``.

nbconvert writes the pages from the built notebooks; outputs are those that are stored, which nbval
holds. What a page adds of its own:

- explorers come alive without a kernel, because an anywidget needs nothing but a model with ``get``
  and ``set`` (:mod:`authoring.site.explorers`, ``static/explorers.js``);
- a search over all sections (:mod:`authoring.site.search`), previous and next, a dark theme;
- nothing is asked of another host: MathJax and MiniSearch lie in ``vendor/``.

Everything works from a folder on a disk, too: scripts are classic ones, since a browser loads no
modules and fetches no data from ``file:``.
"""
