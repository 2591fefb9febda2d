/**
 * The exercise view of "Who Says So?": shows exercises, hands answers to Python, shows what Python says.
 *
 * It never marks an answer. Python owns the exercises and the reasons (helpers/kinds); here are only controls that work
 * by mouse, touch, keyboard and screen reader. It knows no kind of exercise: what is shown comes with the views of its
 * kinds (contract.d.ts says what such a view is).
 */
import { make, nextView } from "../parts/dom.js";
import { guardKeys } from "../parts/key_guard.js";
import { bringUp } from "./bring_up.js";
import { Deck } from "./deck.js";
import { sweep } from "./drafts.js";
import { Panel } from "./panel.js";

/** @import { KindViews, Model } from "./contract.js" */

/**
 * What anywidget wants of a module, for exercises of these kinds.
 *
 * @param {KindViews} kinds
 */
export const viewOf = (kinds) => ({
  /** @param {{ model: Model, el: HTMLElement }} place */
  render({ model, el }) {
    let leave = show(model, el, kinds);
    // An exercise about the learner's own words follows them.
    const showAnew = () => {
      leave?.();
      el.replaceChildren();
      leave = show(model, el, kinds);
    };
    model.on("change:exercises", showAnew);
    return () => {
      model.off("change:exercises", showAnew);
      leave?.();
    };
  },
});

/**
 * Show the model's exercises in `el`; returns what must be done when the view goes away.
 *
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {KindViews} kinds
 */
function show(model, el, kinds) {
  const exercises = model.get("exercises");
  if (exercises.length === 0) return undefined;
  const sweepDrafts = () => sweep(model.get("learner"));
  sweepDrafts();
  const prefix = `wss-${exercises[0].id.replace(/[^\w-]/g, "-")}-${nextView()}`;
  const several = exercises.length > 1;
  const panels = exercises.map((exercise, i) => new Panel(exercise, kinds, model, `${prefix}-${i}`, several ? 4 : 3));
  const deck = several ? new Deck(panels) : null;
  const ids = exercises.map(({ id }) => id).join(" ");
  // It can have the focus, so that keys after a click beside a control stay here: Jupyter would add or delete cells.
  const root = make(
    "div",
    { class: "wss wss-view", "data-wss-ids": ids, tabindex: -1 },
    deck ? deck.element : panels[0].element,
  );
  guardKeys(root, { mayLeave: () => !panels.some((panel) => panel.holdsBack()) });
  // Something of ours elsewhere leads to one of the questions.
  root.addEventListener("wss:look-again", (event) => {
    const { id } = /** @type {CustomEvent} */ (event).detail;
    deck?.show(exercises.findIndex((exercise) => exercise.id === id));
    root.scrollIntoView?.({ block: "start" });
    root.focus({ preventScroll: true });
  });
  el.append(root);

  // A page around the notebook, if there is one, hears what happens here; nothing here depends on it.
  const tell = (/** @type {string} */ type, /** @type {object} */ detail) =>
    root.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  const markAnswered = () => {
    root.dataset.wssAnswered = String(panels.every((panel) => panel.answered));
  };
  markAnswered();
  let isShown = true;
  const tellReady = () => {
    // What shows the view puts it into the page some time after this.
    if (root.isConnected) {
      tell("wss:ready", { ids: exercises.map(({ id }) => id) });
      if (model.get("fresh")) {
        model.set("fresh", false);
        model.save_changes();
        bringUp(root);
      }
    } else if (isShown) requestAnimationFrame(tellReady);
  };
  tellReady();

  const takeDrafts = () => {
    for (const panel of panels) panel.takeDraft();
  };
  const takeResponses = () => {
    const news = panels.flatMap((panel) => (panel.takeResponse() ? [panel] : []));
    deck?.take(news);
    markAnswered();
    for (const { exercise, shown } of news) {
      if (!shown || shown.outcome === "problem" || shown.again) continue;
      tell("wss:answered", { id: exercise.id, outcome: shown.outcome, restored: shown.restored === true });
    }
  };
  const takePreviews = () => {
    for (const panel of panels) panel.takePreview();
  };
  const takeHelp = () => {
    const isOn = model.get("with_help");
    if (typeof isOn !== "boolean") return;
    document.body.toggleAttribute("data-wss-help", isOn); // there the words of a story stand explained
    for (const panel of panels) panel.showHelp(isOn);
  };
  takeHelp();
  model.on("change:with_help", takeHelp);
  model.on("change:learner", sweepDrafts);
  model.on("change:drafts", takeDrafts);
  model.on("change:responses", takeResponses);
  model.on("change:previews", takePreviews);
  return () => {
    isShown = false;
    model.off("change:with_help", takeHelp);
    model.off("change:learner", sweepDrafts);
    model.off("change:drafts", takeDrafts);
    model.off("change:responses", takeResponses);
    model.off("change:previews", takePreviews);
    for (const panel of panels) panel.keepDraft();
  };
}
