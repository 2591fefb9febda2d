"""Learners who do the core of a lesson without a fault, and what it costs them: runs, clicks, keys and scrolling.

One uses the mouse, and Enter where the page says so; the other has no mouse. Both read all: before they act, all that
is on show has been in the window.
"""

import re

from playwright.sync_api import expect

from helpers.kinds.library import open_exercise

SENTENCE = "The US refused to attack the leaving convoy, the Russian Defense Ministry said."
SCROLLER = "window.jupyterapp.shell.currentWidget.content.outerNode"
LAST = f"""() => {{
    const all = [...{SCROLLER}.querySelectorAll('.jp-Cell, .wss-page-foot')];
    const ends = all.map((node) => node.getBoundingClientRect().bottom);
    return Math.max(...ends) - window.innerHeight;
}}"""
RUN_COUNT = """() => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    window.timesRun = 0;
    kernel.anyMessage.connect((_, { msg, direction }) => {
        if (direction === 'send' && msg.header.msg_type === 'execute_request') window.timesRun += 1;
    });
}"""
IN_WINDOW = f"""(node) => {{
    const {{ top, bottom }} = node.getBoundingClientRect();
    return top >= {SCROLLER}.getBoundingClientRect().top - 1 && bottom <= window.innerHeight + 1;
}}"""
# The first words of what is wider than its place: an output shows no more than fits its column.
CUT_OFF = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
    .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
    .map((node) => `cut off: ${node.innerText.slice(0, 60)}`)"""
# On the lesson page nobody runs a cell, and what is shown follows what was answered.
SPEAKS_OF_CELLS = """() => [...document.querySelectorAll('.jp-Cell .wss, .jp-RenderedMarkdown')]
    .filter((node) => node.checkVisibility() && /run (this|the) cell/i.test(node.innerText))
    .map((node) => `speaks of cells: ${node.innerText.slice(0, 80)}`)"""
# What has the focus, if it can be seen: of words to be marked, the one that the arrow keys have come to.
LOST = f"""() => {{
    const here = document.activeElement;
    if (!here || here === document.body || here.matches('.jp-Notebook, .jp-NotebookPanel')) return 'the focus is lost';
    const active = here.getAttribute('aria-activedescendant');
    const node = (active && document.getElementById(active)) || here;
    const {{ top, bottom }} = node.getBoundingClientRect();
    const inHeader = node.closest('.wss-page-header, .wss-page-notice');
    const least = inHeader ? 0 : {SCROLLER}.getBoundingClientRect().top;
    const isSeen = bottom > least + 4 && top < window.innerHeight - 4;
    return isSeen ? null : `out of view: ${{node.className}} ${{node.innerText?.slice(0, 40) ?? ''}}`;
}}"""
HAS_FOCUS = "(node) => node === document.activeElement"
# A radio button has it for all of its row.
ROW_HAS_FOCUS = "(node) => document.activeElement?.type === 'radio' && node.name === document.activeElement.name"
ACTIVE_WORD = """() => {
    const box = document.activeElement;
    const words = [...box.querySelectorAll('.wss-word')];
    return words.findIndex(({ id }) => id === box.getAttribute('aria-activedescendant'));
}"""
OPEN = ".wss-view[data-wss-answered='false']:visible"
# A lesson has fewer steps than this: who has not come to the end by then goes in circles.
MOST_STEPS = 40


class Walker:
    """Goes through a lesson and counts."""

    def __init__(self, lesson):
        self.lesson = lesson
        self.page = lesson.page
        self.clicks, self.keys, self.typed = 0, 0, 0
        self.by_hand, self.led_down, self.out_of_view = 0.0, 0, []
        self.window = self.page.viewport_size["height"]
        self.height = self.page.evaluate(f"{SCROLLER}.clientHeight")
        self.page.evaluate(RUN_COUNT)

    def walk(self):
        """Do the core of the lesson that is open, to its end; return what it cost."""
        main = self.page.locator(".wss-page-foot .is-main:visible")
        for _ in range(MOST_STEPS):
            if self.page.locator(OPEN).count():
                self.answer_all(self.page.locator(OPEN).first.get_attribute("data-wss-ids"))
            self.read_on()
            if main.count() == 0:
                return self.figures()
            if self.page.evaluate("() => document.activeElement?.matches('.wss-feedback-heading')"):
                self.press("Enter")
            else:
                self.click(main.first)
        raise AssertionError(f"{self.lesson.name} has no end after {MOST_STEPS} steps")

    def figures(self):
        """Tell what it has cost so far."""
        travelled = self.page.evaluate(f"{SCROLLER}.scrollTop")
        return {
            "cell runs": self.page.evaluate("window.timesRun"),
            "clicks": self.clicks,
            "keys": self.keys,
            "typed characters": self.typed,
            "led down to a question": self.led_down,
            "screens scrolled by hand": round(self.by_hand / self.height, 1),
            "screens from top to end": round(travelled / self.height, 1),
            "out of view": self.out_of_view,
        }

    # -- looking

    def scroll(self, pixels):
        """Turn the wheel, by what is missing and no more."""
        before = self.page.evaluate(f"{SCROLLER}.scrollTop")
        self.page.evaluate(f"(pixels) => {{ {SCROLLER}.scrollTop += pixels; }}", pixels)
        self.by_hand += abs(self.page.evaluate(f"{SCROLLER}.scrollTop") - before)

    def read_on(self):
        """Read to the end of what is on show."""
        self.scroll(max(0, self.page.evaluate(LAST)))
        seen = self.page.evaluate(CUT_OFF) + self.page.evaluate(SPEAKS_OF_CELLS)
        self.out_of_view += [one for one in seen if one not in self.out_of_view]

    def bring_into_view(self, target):
        """Scroll until something is in the window, and no further."""
        box, top = target.bounding_box(), self.window - self.height
        if box["y"] + box["height"] > self.window:
            self.scroll(min(box["y"] + box["height"] - self.window + 8, box["y"] - top))
        elif box["y"] < top:
            self.scroll(box["y"] - top)

    # -- doing

    def click(self, target):
        self.bring_into_view(target)
        target.click()
        self.clicks += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def mark(self, cell, words, label):
        self.lesson.drag(cell, words)
        self.clicks += 1
        self.click(cell.get_by_role("toolbar", name="Labels").get_by_role("button", name=label))

    def say_how_sure(self, slider):
        self.bring_into_view(slider)
        slider.click(position={"x": slider.bounding_box()["width"] * 0.9, "y": 10})
        self.clicks += 1

    def choose(self, radio):
        self.click(radio)

    def move_up(self, rows, here, place):
        """Move an item of an order up to its place."""
        for row in range(here, place, -1):
            self.click(rows.nth(row).get_by_role("button").first)

    def write(self, field):
        self.click(field)
        self.page.keyboard.type(SENTENCE)
        self.typed += len(SENTENCE)

    # -- answering

    def answer_all(self, names):
        """Answer the questions of an exercise, one after another."""
        view, ids = self.page.locator(f".wss-view[data-wss-ids='{names}']"), names.split()
        for number, exercise_id in enumerate(ids):
            panel = view.locator(".wss-panel").nth(number)
            self.answer(panel, exercise_id)
            if number + 1 < len(ids) and panel.is_visible():
                self.go_to_the_next_of(view)

    def go_to_the_next_of(self, view):
        """Go on to the next question of a row."""
        self.click(view.get_by_role("button", name="Next", exact=True))

    def go_to_the_question(self):
        """Go on from the text that stands in the window to the question below it."""
        self.page.locator(".wss-page-down").click()
        self.clicks += 1
        self.led_down += 1

    def answer(self, panel, exercise_id):
        """Give our own answer to one question, check it, and see that the feedback is in the window."""
        exercise = open_exercise(exercise_id)
        # A question about a text begins with that text: it is read first.
        passage = panel.locator(".wss-passage p")
        prompt = panel.get_by_text(exercise.prompt.split("\n")[0], exact=False)
        begins = (passage if passage.count() else prompt).first
        # Where the window is too low for what leads to it, a button does.
        if not begins.evaluate(IN_WINDOW) and self.page.locator(".wss-page-down:visible").count():
            self.go_to_the_question()
        if not begins.evaluate(IN_WINDOW):
            self.out_of_view.append(exercise_id)
        self.answer_as_its_kind_asks(panel, exercise)
        if exercise.confidence:
            self.say_how_sure(panel.get_by_role("slider"))
        done = panel.locator(".wss-button--main")
        leads_on = done.inner_text() == "Keep and go on"
        self.click(done)
        if leads_on:
            expect(panel).to_be_hidden()
            return
        feedback = panel.locator(".wss-feedback")
        expect(feedback).to_be_visible()
        self.page.wait_for_timeout(100)  # the page brings it into view with the next picture
        expect(feedback).to_have_class(re.compile(r"--(matches|kept)\b"))
        if not feedback.get_by_role("heading").first.evaluate(IN_WINDOW):
            self.out_of_view.append(f"feedback of {exercise_id}")

    def answer_as_its_kind_asks(self, panel, exercise):
        answer, radios = exercise.accepted_answer(), panel.get_by_role("radio")
        if exercise.kind == "choice":
            self.choose(radios.nth([option.id for option in exercise.options].index(answer)))
        elif exercise.kind == "sorting":
            groups = [group.id for group in exercise.groups]
            for number, item in enumerate(exercise.items):
                self.choose(radios.nth(number * len(groups) + groups.index(answer[item.id])))
        elif exercise.kind == "lab":
            before = 0
            for slot in exercise.slots:
                place = [option.id for option in slot.options].index(answer[slot.id])
                if place:  # the first one is chosen
                    self.choose(radios.nth(before + place))
                before += len(slot.options)
        elif exercise.kind == "ordering":
            rows = panel.locator(".wss-ordering li")
            order = [item.id for item in exercise.items]
            for place, wanted in enumerate(answer):
                self.move_up(rows, order.index(wanted), place)
                order.remove(wanted)
                order.insert(place, wanted)
        elif exercise.kind == "spans":
            for label, span in exercise.accepted[0].marks:
                self.mark(panel, span.words, re.compile(label, re.IGNORECASE))
        elif exercise.kind == "own_text":
            self.mark(panel, SENTENCE.split()[0], re.compile(exercise.labels[0].id, re.IGNORECASE))
        else:
            self.write(panel.get_by_role("textbox").first)


class KeyboardWalker(Walker):
    """Does the same without a mouse: Tab, arrows, space, Enter and the keys that the exercises name."""

    # Further from one control to the next no Tab should have to lead.
    MOST_TABS = 12

    def press(self, key):
        super().press(key)
        lost = self.page.evaluate(LOST)
        if lost and lost not in self.out_of_view:
            self.out_of_view.append(lost)

    def tab_to(self, target, is_there=HAS_FOCUS):
        for _ in range(self.MOST_TABS):
            if target.evaluate(is_there):
                return
            self.press("Tab")
        raise AssertionError(f"{self.MOST_TABS} times Tab did not lead to {target}")

    def scroll(self, pixels):
        """Page down, where there is something below; what has the focus scrolls the lesson."""
        for _ in range(MOST_STEPS):
            if pixels <= 0 or self.page.evaluate(LAST) <= 0:
                return
            before = self.page.evaluate(f"{SCROLLER}.scrollTop")
            super().press("PageDown")  # what has the focus may go out of view: it is read
            self.page.wait_for_timeout(200)
            moved = self.page.evaluate(f"{SCROLLER}.scrollTop") - before
            self.by_hand += moved
            if moved <= 0:
                self.out_of_view.append("PageDown scrolls nothing")
                return

    def bring_into_view(self, target):
        """Do nothing: what has the focus comes into view by itself."""

    def click(self, target):
        self.tab_to(target)
        self.press("Enter")

    def go_to_the_next_of(self, view):
        self.press("Enter")

    def go_to_the_question(self):
        self.press("Enter")
        self.led_down += 1

    def choose(self, radio):
        self.tab_to(radio, ROW_HAS_FOCUS)
        if radio.evaluate(HAS_FOCUS):
            self.press("Space")
        while not radio.evaluate(HAS_FOCUS):
            self.press("ArrowDown")

    def say_how_sure(self, slider):
        self.tab_to(slider)
        for _ in range(3):
            self.press("ArrowRight")

    def move_up(self, rows, here, place):
        self.tab_to(rows.nth(here).get_by_role("button").first)
        for _ in range(here, place, -1):
            self.press("ArrowUp")

    def mark(self, cell, words, label):
        box = cell.get_by_role("listbox")
        self.tab_to(box)
        first, last = (self.place_of(box, word) for word in self.lesson.words(cell, words))
        for place in (first, last):
            self.go_to_word(place)
            self.press("Space")
        names = cell.get_by_role("toolbar", name="Labels").get_by_role("button").all_inner_texts()
        self.press(str(1 + next(number for number, name in enumerate(names) if label.search(name))))

    def place_of(self, box, word):
        ids = box.locator(".wss-word").evaluate_all("(all) => all.map(({ id }) => id)")
        return ids.index(word.get_attribute("id"))

    def go_to_word(self, place):
        """Go down by lines as far as it leads, then on by words."""
        while (here := self.page.evaluate(ACTIVE_WORD)) < place:
            self.press("ArrowDown")
            if not here < self.page.evaluate(ACTIVE_WORD) <= place:
                self.press("ArrowUp")
                break
        while (here := self.page.evaluate(ACTIVE_WORD)) != place:
            self.press("ArrowRight" if here < place else "ArrowLeft")

    def write(self, field):
        self.tab_to(field)
        self.page.keyboard.type(SENTENCE)
        self.typed += len(SENTENCE)
