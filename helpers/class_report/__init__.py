"""Many hand-ins to what a class found: no names, no ranking, nothing about fewer than five learners.

`hand_ins` reads files within bounds, zips by `archives`, and says what is wrong with those it leaves out; `counting`
adds up answers while it reads, and never holds more than one record; `on_show` keeps what was shown until enough has
come, and `shown_note` hands that on to the next run, in the folder of the hand-ins; `figures` turns sums into what may
be told; `cards` shows it. `invented` makes a class up, to try all this with.
"""
