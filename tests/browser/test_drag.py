"""Items are dragged into groups, and into an order, with a real mouse: it arrives, and it can be called off."""

import shutil

import specimens
from playwright.sync_api import expect

NAME = "drag.ipynb"
SET_UP = 'import sys\nsys.path.append(".")\nfrom specimens import NOT_YET, show'


def middle(place):
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def take(mouse, row):
    """Take hold of a row by its grip, and move it far enough to be a drag."""
    x, y = middle(row.locator(".wss-grip"))
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 8, y + 8, steps=2)


def test_items_are_dragged_into_a_group_and_into_an_order(lesson, lab):
    shutil.copy(specimens.__file__, lab.lessons)
    lesson.open(lab.scratch(NAME, SET_UP, "show('sorting', NOT_YET)", "show('ordering', NOT_YET)")).run_all()
    mouse = lesson.page.mouse

    cell = lesson.cell(lesson.number("'sorting'"))
    item, group = cell.locator(".wss-sorting").first, cell.locator(".wss-groups li").nth(1)
    for key, chosen in (("Escape", 0), (None, 1)):
        take(mouse, item)
        mouse.move(*middle(group), steps=5)
        if key:
            lesson.press(key)
        mouse.up()
        expect(item.get_by_role("radio", checked=True)).to_have_count(chosen)
    expect(item.get_by_role("radio").nth(1)).to_be_checked()
    expect(item.locator(".wss-sorted")).to_have_text(group.locator("bdi").inner_text())

    cell = lesson.cell(lesson.number("'ordering'"))
    rows = cell.locator(".wss-ordering li")
    first, second, third, *_ = names = rows.locator(".wss-ordering-text").all_inner_texts()
    for key, order in (("Escape", [first, second, third]), (None, [second, third, first])):
        take(mouse, rows.first)
        x, y = middle(rows.nth(2))
        mouse.move(x, y + 4, steps=8)
        if key:
            lesson.press(key)
        mouse.up()
        expect(rows.locator(".wss-ordering-text")).to_have_text(order + names[3:])
