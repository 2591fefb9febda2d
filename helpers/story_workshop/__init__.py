"""The story workshop: from a text of one's own to a lesson (design, section 10). So far only its first step.

    files              a file that somebody opened (.txt, .md, .html), read within bounds as a text
    pasted             a pasted text, mended: its headline, deck, byline, dateline and body told apart

What comes in is hostile until it was read within bounds. Nothing in a lesson uses this package yet.
"""
