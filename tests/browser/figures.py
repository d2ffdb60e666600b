"""What of a drawing's text is not where it should be, as the browser lays it out."""

from __future__ import annotations

MISPLACED = """font => {
  const wrong = [];
  const around = (one, by) => {
    const { x, y, width, height } = one.getBBox();
    const matrix = by.getScreenCTM().inverse().multiply(one.getScreenCTM());
    return [[x, y], [x + width, y], [x, y + height], [x + width, y + height]]
      .map(([px, py]) => new DOMPoint(px, py).matrixTransform(matrix));
  };
  for (const svg of document.querySelectorAll(".course-figure svg")) {
    if (!svg.getClientRects().length) continue;
    if (font) svg.style.fontFamily = font;
    const view = svg.viewBox.baseVal;
    // a box is a shape that is filled and has an outline; a text stands in the smallest that it begins in
    const boxes = [...svg.querySelectorAll("path")].filter(
      one => getComputedStyle(one).fill !== "none" &&
        getComputedStyle(one).stroke !== "none" && one.closest("defs") === null);
    const area = one => { const box = one.getBBox(); return box.width * box.height; };
    const seen = [];
    for (const text of svg.querySelectorAll("text")) {
      const said = text.textContent;
      const corners = around(text, svg);
      const [least, , , most] = corners;
      if (least.x < view.x || least.y < view.y || most.x > view.x + view.width || most.y > view.y + view.height)
        wrong.push(`»${said}« leaves the figure`);
      const middle = { "middle": 0.5, "end": 1 }[getComputedStyle(text).textAnchor] ?? 0;
      const at = new DOMPoint(least.x + middle * (most.x - least.x), (least.y + most.y) / 2);
      const inside = (box, point) => box.isPointInFill(
        point.matrixTransform(box.getScreenCTM().inverse().multiply(svg.getScreenCTM())));
      const [own] = boxes.filter(box => inside(box, at)).sort((one, other) => area(one) - area(other));
      if (own && !corners.every(corner => inside(own, corner))) wrong.push(`»${said}« leaves its box`);
      for (const other of seen) {
        const over = Math.min(most.x, other.most.x) - Math.max(least.x, other.least.x);
        const deep = Math.min(most.y, other.most.y) - Math.max(least.y, other.least.y);
        if (over > 0.5 && deep > 0.3 * (most.y - least.y)) wrong.push(`»${said}« lies on »${other.said}«`);
      }
      seen.push({ said, least, most });
    }
  }
  return wrong;
}"""
"""Sentences on texts that leave the figure or their box, or lie on another; ``font`` is another font to try."""
