/** Words to be marked with labels. Answer: [{label, p, start, end}]. */
import { reasonsTable } from "../../widgets/exercise_view/reasons_table.js";
import { SpanMarker } from "./marker.js";
import { readingsBlock } from "./readings.js";

/** @import { KindView } from "../../widgets/exercise_view/contract.js" */
/** @import { Mark, Spans } from "./marks.js" */

/** @type {KindView<Spans, Mark[]>} */
export default {
  control: (exercise, ids, changed, level) => new SpanMarker(exercise, ids, changed, level),
  howSure: "How sure are you that all of it fits?",
  reasons: reasonsTable("Label"),
  readings: readingsBlock,
};
