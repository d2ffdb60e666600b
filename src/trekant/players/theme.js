// Before the page is painted: that there is JavaScript, whether the browser can speak, whether the page stands in somebody
// else's, and the look that the reader chose last time, so that nothing of it comes as a jump. It stands in the page itself (site/delivery/in_page.py).
document.documentElement.classList.replace("no-js", "js");
document.documentElement.classList.toggle("mute", !("speechSynthesis" in window));
document.documentElement.classList.toggle("embedded", /[?&]ramme=nej(&|$)/.test(location.search));
const showLook = () => {
  document.documentElement.classList.toggle("ahead", Boolean(document.prerendering));
  try {
    document.body.dataset.theme = localStorage.getItem("theme") || "auto";
  } catch {
    document.body.dataset.theme = "auto"; // a browser that keeps nothing
  }
};
showLook();
document.addEventListener("prerenderingchange", showLook); // made ready ahead, it may have waited for another choice
