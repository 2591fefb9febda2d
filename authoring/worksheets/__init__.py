"""Worksheets for rooms without computers, made from the same notebooks and question files as the lessons.

Run ``python -m authoring.worksheets`` for all lessons, ``python -m authoring.worksheets 01`` for one. Each lesson gives
a sheet for learners and one with answers for teachers, as HTML, and as PDF where a Chromium is found. The folder
``worksheets/`` stays on this computer: the sheets hold the whole story, whose rights are with its agency.
"""
