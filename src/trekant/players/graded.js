// The player of a quiz that is handed in.

import { entrance } from "./code-field.js";
import { isEarlier, withOpaqueIds } from "./earlier.js";
import { handIn } from "./hand-in.js";
import { terms } from "./limits.js";
import { quizPlayer } from "./quiz-frame.js";

export const GRADED = { entrance, terms, found: withOpaqueIds, fitting: isEarlier, body: handIn };

export default quizPlayer(GRADED);
