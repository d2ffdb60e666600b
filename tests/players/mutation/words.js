// What Stryker leaves as it is: words for people, which say themselves, and names for style sheets. The tests in the
// browser hold both.

import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const SAYS = { _: 1, ngettext: 2 }; // how many of the first arguments are words

/** Whether a text is a message of gettext. */
function isMessage({ node, parent, listKey, key }) {
  return parent?.type === "CallExpression" && listKey === "arguments" && key < (SAYS[parent.callee.name] ?? 0) && node.type === "StringLiteral";
}

/** Whether a property of an element is its class. */
const isClass = ({ type, key }) => type === "ObjectProperty" && key.name === "class";

/** Whether a text is the class of an element, or an object has nothing but that. */
const isLook = ({ node, parent, key }) =>
  (node.type === "StringLiteral" && key === "value" && isClass(parent)) ||
  (node.type === "ObjectExpression" && node.properties.length === 1 && isClass(node.properties[0]) && node.properties[0].value.type === "StringLiteral");

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "words", {
    shouldIgnore: (path) => (isMessage(path) ? "words for people" : isLook(path) ? "a name for style sheets" : undefined),
  }),
];
