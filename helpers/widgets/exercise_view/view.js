// ---- anywidget --------------------------------------------------------------------------------------------------

/** Show the model's exercises in `el`; returns what must be done when the view goes away. */
function render({ model, el }) {
  const exercises = model.get("exercises");
  if (exercises.length === 0) return undefined;
  const prefix = `wss-${exercises[0].id.replace(/[^\w-]/g, "-")}-${nextView()}`;
  const several = exercises.length > 1;
  const panels = exercises.map((exercise, i) => new Panel(exercise, model, `${prefix}-${i}`, several ? 4 : 3));
  const deck = several ? new Deck(panels) : null;
  const root = make("div", { class: "wss wss-view" }, deck ? deck.element : panels[0].element);
  guardKeys(root, { mayLeave: () => !panels.some((panel) => panel.holdsBack()) });
  el.append(root);

  const takeDrafts = () => panels.forEach((panel) => panel.takeDraft());
  const takeResponses = () => {
    panels.forEach((panel) => panel.takeResponse());
    deck?.refresh();
  };
  const takePreviews = () => panels.forEach((panel) => panel.takePreview());
  model.on("change:drafts", takeDrafts);
  model.on("change:responses", takeResponses);
  model.on("change:previews", takePreviews);
  return () => {
    model.off("change:drafts", takeDrafts);
    model.off("change:responses", takeResponses);
    model.off("change:previews", takePreviews);
    panels.forEach((panel) => panel.keepDraft());
  };
}

export default { render };
