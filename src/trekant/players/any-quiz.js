// The player of every quiz, for a notebook, where one module plays those to practise on and those that are handed in.

import { GRADED } from "./graded.js";
import { practice, start } from "./quiz.js";
import { quizPlayer } from "./quiz-frame.js";

export default quizPlayer({
  ...GRADED,
  entrance: (payload, more) => (payload.use === "graded" ? GRADED.entrance : start)(payload, more),
  body: (quiz) => (quiz.payload.use === "graded" ? GRADED.body : practice)(quiz),
});
