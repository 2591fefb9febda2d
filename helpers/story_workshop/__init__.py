"""The story workshop: from a text of one's own to a lesson (design, section 10).

    files              a file that somebody opened (.txt, .md, .html), read within bounds as a text
    documents          a Word file or a PDF, read in another process by libraries that are fetched when first needed
    document_words     what runs in that process
    pasted             a pasted text, mended: its headline, deck, byline, dateline and body told apart
    about              the form about a story: what it asks, what is guessed, what it still needs
    story_file         the text and the form about it, as a story in the form of the shipped ones
    words_of           places in a text to words of its sentences
    speakers           whom the words of a source mean: name, title, pronoun put together
    proposal           what the marker proposes, sentence by sentence
    reasons            the reason of an entry, made of its own words
    entries            an entry of a reading, and the gate through which each comes from the page or from a file
    pieces             pieces of a story for wrong options, of about the length of the right one
    sides              who contradicts whom, so that both are heard in what is asked
    reading_of         what was confirmed, in the form of a reading
    confirmed          the reading as a person has confirmed it so far, step by step, with undo
    progress           how far a person is with a story: written down, and taken up as far as it fits
    store              the files in my_stories/NAME/, kept after each step
    shown              what the page shows: sentences with marks, entries as rows, exercises with keys and reasons
    desk               what a teacher does there, step by step
    own_check          what is to be mended in a story of one's own
    hand_on            one file to hand on, and opening one
    choice             which exercises are ticked at first
    own_words          what a teacher puts in other words
    lesson             the chosen exercises, a plan, and a notebook in the anatomy
    generators         exercises made of what was confirmed: one module for each use

What comes in is hostile until it was read within bounds. What nobody confirmed is never a key.
"""
