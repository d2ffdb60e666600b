// The buttons of a page: the menu on a narrow screen, and the look. Without this file the menu is a link to the list.

import "./offline.js";

const LOOKS = { auto: "følger din enhed", light: "lyst", dark: "mørkt" };

function lookButton(button) {
  const { dataset } = document.body;
  const name = () => button.setAttribute("aria-label", `Udseende: ${LOOKS[dataset.theme]}. Skift`);
  button.addEventListener("click", () => {
    const names = Object.keys(LOOKS);
    dataset.theme = names[(names.indexOf(dataset.theme) + 1) % names.length];
    name();
    try {
      localStorage.setItem("theme", dataset.theme);
    } catch {
      // a browser that keeps nothing still shows it on this page
    }
  });
  name();
}

/** The link to the menu becomes a button that shows and hides it. */
function menuButton(link, menu) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-controls", menu.id);
  button.append(...link.childNodes);
  const show = (shown) => {
    menu.classList.toggle("shown", shown);
    button.setAttribute("aria-expanded", String(shown));
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
  show(location.hash === `#${menu.id}`);
  link.replaceWith(button);
}

lookButton(document.querySelector(".theme-toggle"));
menuButton(document.querySelector(".menu-button"), document.getElementById("menu"));

// On a wide screen there is room for the list of what is on the page beside the text.
const contents = document.querySelector(".on-page");
if (contents && matchMedia("(min-width: 90em)").matches) contents.open = true;
