import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["**/*.mjs"],
    // Functions handed to the page run in the browser.
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { eqeqeq: ["error", "always"] },
  },
];
