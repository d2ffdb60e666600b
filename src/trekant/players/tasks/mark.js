// Sentences that are marked. In a case, having nothing to mark is an answer too.

import { multiple } from "./multiple.js";

export const mark = { ...multiple };
