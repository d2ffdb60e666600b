// Whom to contact; the names alone say nothing, so that what was asked stands with them later.

import { single } from "./single.js";

export const contact = { ...single, asksAgain: true };
