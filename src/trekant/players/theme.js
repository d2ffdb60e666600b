// Before the page is painted: that there is JavaScript, and the look that the reader chose last time, so that neither
// comes as a jump.
document.documentElement.classList.replace("no-js", "js");
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto"; // a browser that keeps nothing
}
