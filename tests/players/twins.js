// The table that Python is held to, too: tests/test_twins.py and tests/test_codes.py.

import { readFileSync } from "node:fs";

const table = (name) => JSON.parse(readFileSync(new URL(`../${name}.json`, import.meta.url), "utf8"));

export const TWINS = table("twins");
export const CODES = table("codes");
