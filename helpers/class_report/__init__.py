"""Many hand-ins to what a class found: no names, no ranking, nothing about fewer than five learners.

`hand_ins` reads files within bounds and says what is wrong with those it leaves out; `counting` adds up answers while
it reads, and never holds more than one record; `on_show` keeps what was shown until enough has come; `figures` turns
sums into what may be told; `cards` shows it.
"""
