"""Charts: what they share in `chart`, and one module for each thing that is counted.

What a sign says, it says in every picture of the course. The table is the rule; a test holds the pictures to it. The
names of kinds of words stand at marked words anyhow (exercises, the marker's card), so they are no part of it.

=================  ===================================================================================================
Letters A B D E …  whose words: one letter for each voice of a story (without those of the next two rows)
Letters P N C H    in which form something is told that is done: passive, noun, country (or office), human being
Letters X Y Z      who is named
❝ ≈ ▲ △            how sure it sounds: reporting word, hedge, booster, booster that may be just a part of the claim
○ ◐ ●              what stands behind words or a claim, the fuller the more: a speaker, what was seen, other sources
?                  not to be told from what there is
×                  something that was found speaks against it
+ −                what came in and what went, from one text to the next
= (=) ≠            the same, nearly, not the same: words in two places, answers of a class
■ □                one of those that are counted: full if what the picture asks is so of it
┃                  where the full squares would end
✓ ✗                fits, does not fit
Dashed outline     something that is not there: a speaker, lost words, what nobody can know
High bar, low bar  inside quotation marks, and outside; in a text the full line and the dotted line below words
Hues of voices     blue, green, indigo, brown, slate, olive: whose words, in the order of the letters
Hues of sureness   yellow, purple, orange: how sure, as in the marks of the exercises
No hue             all else: counts, changes, names, forms, places, dates; told by sign, fill and outline alone
=================  ===================================================================================================

A drawn place or thing looks as it does: a river is blue, a border is dashed.
"""
