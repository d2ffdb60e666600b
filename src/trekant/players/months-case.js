// Fills in the case of the month where the cases are listed: it is one of them.

import { danishDay } from "./danish-day.js";
import { caseOfTheMonth } from "./month.js";
import { _ } from "./words.js";

const BEGINS = "case:";

const box = document.querySelector(".months-case");
/** @type {NodeListOf<HTMLElement>} */
const links = document.querySelectorAll(`.case-list [data-done^="${BEGINS}"]`);
const chosen = caseOfTheMonth([...links].map(({ dataset }) => String(dataset.done)), danishDay());
const row = [...links].find(({ dataset }) => dataset.done === chosen)?.closest("li");
if (box && row) {
  const list = document.createElement("ul");
  list.className = "case-list";
  list.setAttribute("role", "list");
  list.append(row.cloneNode(true));
  box.textContent = _("Hele måneden får alle den samme case, så der er noget at tale om i pausen.");
  box.after(list);
}
