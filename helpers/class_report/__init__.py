"""Many hand-ins to what a class found: no names, no ranking, nothing about fewer than five learners.

`hand_ins` reads files within bounds, zips by `archives`, and says what is wrong with those it leaves out; `counting`
adds up answers while it reads, and never holds more than one record; `on_show` keeps what was shown until enough has
come, and `shown_note` hands that on to the next run, in the folder of the hand-ins; `figures` turns sums into what may
be told, and `standing` into what sits well and where a class is stuck; `chosen` is a lesson of it or a day.

`cards` shows it, one `report_card` after another: `first_cards` answer what to talk about now, `story_by_agreement`
colours a story, and `open_cards` lays before the teacher what `open_texts` took of learners' own words. `invented`
makes a class up, to try all this with.
"""
