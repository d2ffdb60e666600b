// Before the page is painted: the look that the reader chose last time, so that it does not flash.
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto"; // a browser that keeps nothing
}
