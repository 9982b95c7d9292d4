/**
 * Lint rules for people's mistakes that neither the compiler nor dependency-cruiser sees. Each room
 * is linted with the compiler settings it is built with, so that `k6` types never reach Node code.
 */
import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

const PURE = ["lib/core/**/*.ts", "system/**/*.ts", "thresholds/**/*.ts", "scenarios/plans/**/*.ts"];
const IN_K6 = ["lib/k6/**/*.ts", "scenarios/*.ts", "test/kubernetes/stand-in/*.ts"];
const IN_BROWSER = ["lib/browser/**/*.ts"];
const TESTS = ["test/**/*.ts"];

function typesFrom(project) {
  return { parserOptions: { project, tsconfigRootDir: import.meta.dirname } };
}

const restrictedSyntax = [
  {
    selector: "TSEnumDeclaration, TSModuleDeclaration[kind='namespace'], TSParameterProperty",
    message: "Only erasable syntax: use a union or an `as const` object.",
  },
  {
    selector: "ExportAllDeclaration",
    message: "Name what is exported, so that a reader finds where a name comes from.",
  },
];

const inTests = [
  {
    selector: "MemberExpression[object.name=/^(describe|it|before|after)$/][property.name=/^(only|skip)$/]",
    message: "Use skipBecause(this, reason) of test/support/skip.ts: the reason is printed at the end.",
  },
  {
    selector:
      "CallExpression[callee.type='MemberExpression'][callee.object.type='ThisExpression'][callee.property.name='skip']",
    message: "Use skipBecause(this, reason) of test/support/skip.ts: the reason is printed at the end.",
  },
];

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "results/", "docs/", "tools/k6/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: typesFrom("./tsconfig.json"),
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
      // A void arrow that returns its call reads well: `on("end", () => finish())`.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Async functions without await satisfy asynchronous interfaces (hand-written fakes, plugins).
      "@typescript-eslint/require-await": "off",
      // `type` is right for unions and mapped types; the choice is left to the writer.
      "@typescript-eslint/consistent-type-definitions": "off",
      // `env["NAME"]` says that the name may be missing; both forms are fine.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      // A constructor that only narrows its parameters' types is not useless.
      "@typescript-eslint/no-useless-constructor": "off",
      "no-restricted-syntax": ["error", ...restrictedSyntax],
      "no-console": "error",
      "no-param-reassign": "error",
      "object-shorthand": "error",
      eqeqeq: "error",
      curly: ["error", "multi-line"],
    },
  },
  {
    // Above this a file holds two ideas; a longer one says why in an eslint-disable comment.
    rules: { "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: PURE,
    languageOptions: typesFrom("./tsconfig.pure.json"),
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^node:|^k6", message: "Pure code sees neither Node nor k6." }] },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Randomness comes in as an argument." },
        { object: "Date", property: "now", message: "The clock comes in as an argument." },
      ],
      "no-restricted-globals": ["error", "process", "setTimeout", "setInterval", "fetch"],
    },
  },
  {
    files: IN_K6,
    languageOptions: typesFrom("./tsconfig.k6.json"),
    // k6 has no other way to say something.
    rules: { "no-console": "off" },
  },
  { files: IN_BROWSER, languageOptions: typesFrom("./tsconfig.browser.json") },
  {
    // A declaration of globals must not import: it would stop being one.
    files: ["**/*.d.ts"],
    rules: { "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }] },
  },
  {
    files: TESTS,
    rules: {
      "no-restricted-syntax": ["error", ...restrictedSyntax, ...inTests],
      // chai's assertions are properties: `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
      // A test states what must be there; the assertion before it fails otherwise.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Mocha's `describe` and `it` take functions of either kind.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "URL", "setTimeout", "clearTimeout", "performance", "Buffer"].map((name) => [
          name,
          "readonly",
        ]),
      ),
    },
  },
  { files: ["bench/k6-scripts/*.js"], languageOptions: { globals: { __ENV: "readonly" } } },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", module: "writable", __dirname: "readonly" },
    },
  },
  prettier,
);
