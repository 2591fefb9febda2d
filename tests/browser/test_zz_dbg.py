LESSON = "01_who_says_so.ipynb"
def test_ydbg(lesson, lab):
    lesson.open(LESSON).run_all()
    E="argue-with-our-reading"
    box=lambda: lesson.exercise(E).locator(".wss-view").get_by_role("textbox")
    box().click(); lesson.page.keyboard.type("The sixth"); lesson.wait_for_draft(E,"The sixth")
    print(lesson.ask_kernel("__import__('helpers.widgets.exercise_view').widgets.exercise_view.ExerciseView._unsent"))
    lesson.save().open(LESSON).wait_until_shown()
    print("after reload", box().input_value(), lesson.held(E,"drafts"))
    lesson.page.wait_for_timeout(2000)
    print("after reload", box().input_value(), lesson.held(E,"drafts"))
    lesson.run_all()
    print(lesson.ask_kernel("__import__('helpers.widgets.exercise_view').widgets.exercise_view.ExerciseView._unsent"))
    print("after run", box().input_value(), lesson.held(E,"drafts"))
    lesson.page.wait_for_timeout(2000)
    print("after run", box().input_value(), lesson.held(E,"drafts"))
