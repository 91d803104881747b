import { readdirSync } from "node:fs";
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const tauri = {
  group: ["@tauri-apps/*"],
  message: "Only src/platform speaks to the desktop shell.",
};
const features_ = {
  group: ["@/features/*"],
  message: "Only src/app puts features together.",
};

const app = {
  regex: "^@/(app/|actions/|api($|/(?!session$)))",
  message: "This is loaded before the app, and without it.",
};

/** Rooms under a feature: everything but the other features. */
const walls = features.map((name) => ({
  files: [`src/features/${name}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          tauri,
          {
            regex: `^(@/features/|(\\.\\./)+(features/)?)(${features.filter((other) => other !== name).join("|")})(/|$)`,
            message:
              "Features do not import each other; share through domain, ui, api, actions or app.",
          },
        ],
      },
    ],
  },
}));

/** Rooms below the app: pure rules know no feature, no screen, no server. */
const floors = [
  {
    files: ["src/domain/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            tauri,
            {
              group: [
                "@/app/*",
                "@/features/*",
                "@/ui",
                "@/ui/*",
                "@/api/client",
                "react",
                "react-dom",
              ],
              message: "src/domain is plain values and functions.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/{api,ui,actions,i18n}/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [tauri, features_] }] },
  },
  {
    files: ["src/app/**/*.{ts,tsx}", "src/*.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [tauri] }] },
  },
  {
    // What is shown before the app must not wait for any of it.
    files: ["src/boot/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [tauri, features_, app] }] },
  },
  {
    files: ["src/platform/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [features_, app] }] },
  },
];

export default tseslint.config(
  { ignores: ["dist/**", "src/api/schema.d.ts", "public/**"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: true },
      ],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      eqeqeq: ["error", "always"],
      "no-console": "error",
    },
  },
  { files: ["eslint.config.js"], languageOptions: { globals: globals.node } },
  ...floors,
  ...walls,
);
