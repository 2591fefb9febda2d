"""Begin an answer in an exercise of each kind, by mouse and keys, and look at what is there of it afterwards."""

from helpers.kinds import kinds

# Everything that a learner has put into an exercise, as the page shows it.
BEGUN = """() => Object.fromEntries([...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .wss-view')]
    .map((view) => [view.dataset.wssIds, [
        ...[...view.querySelectorAll('input:not([type=file])')].map((one) => one.type === 'radio' ? one.checked
            : one.type === 'range' ? one.getAttribute('aria-valuetext') : one.value),
        ...[...view.querySelectorAll('textarea')].map((one) => one.value),
        ...[...view.querySelectorAll('.wss-ordering li')].map((one) => one.textContent),
        ...[...view.querySelectorAll('.wss-marks li')].map((one) => one.textContent),
    ]]))"""


def begin(lesson, turn):
    """Choose, write and mark something in each exercise, other things in each turn."""
    for kind in kinds():
        view = panel(lesson, kind)
        BY_KIND[kind](lesson.page, view, turn)
        if view.get_by_role("slider").count():
            view.get_by_role("slider").press("ArrowRight" if turn % 2 else "ArrowLeft")


def panel(lesson, kind):
    return lesson.page.locator(f'.jp-NotebookPanel:not(.lm-mod-hidden) .wss-view[data-wss-ids="{kind}-not-answered"]')


def choose(page, view, turn):
    radios = view.get_by_role("radio")
    radios.nth(turn % radios.count()).check()


def sort(page, view, turn):
    choose(page, view.get_by_role("radiogroup").nth(turn % 2), turn)


def order(page, view, turn):
    view.get_by_role("button", name="Move down").nth(turn % 2).press("Enter")


def write(page, view, turn):
    field = view.get_by_role("textbox").first
    field.press("End")
    field.type(f"Who says so, {turn}? ")


def mark(page, view, turn):
    view.locator(".wss-word").nth(turn).click()
    view.get_by_role("toolbar", name="Labels").get_by_role("button").first.press("Enter")


BY_KIND = {
    "choice": choose,
    "lab": choose,
    "sorting": sort,
    "ordering": order,
    "spans": mark,
    "own_text": mark,
    "text": write,
}


def lost(before, after):
    """Return the exercises that show something else than before, by name, with what they showed and show."""
    return {one: (before[one], after.get(one)) for one in before if before[one] != after.get(one)}
