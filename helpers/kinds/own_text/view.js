/** A text of one’s own is marked like a passage: its view is that of `spans`. */
import spans from "../spans/view.js";

export default spans;
