// The player of a quiz that is handed in. In a notebook, where one module plays every quiz, it plays those to practise on
// too.

import { entrance } from "./code-field.js";
import { handIn } from "./hand-in.js";
import { terms } from "./limits.js";
import { practice, quizPlayer, start } from "./quiz.js";

export default quizPlayer({
  entrance: (payload, more) => (payload.use === "graded" ? entrance : start)(payload, more),
  terms,
  body: (quiz) => (quiz.payload.use === "graded" ? handIn : practice)(quiz),
});
