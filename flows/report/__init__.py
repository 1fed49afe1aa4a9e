"""The page about an incident that people hand on: one HTML file, made of a published dataset alone.

`page.write` makes it; facts.py asks the files of sql/report/, sections.py says what of the answers stands where, and
the templates say how. Charts are SVG made by plain functions. Nothing in the file is fetched from anywhere, and its
policy lets nothing be.
"""
