import { defineConfig } from 'eslint/config';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const SIZES = {
  'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': [
    'error',
    { max: 70, skipBlankLines: false, skipComments: false, IIFEs: true },
  ],
};

const PLAIN = {
  'array-callback-return': 'error',
  eqeqeq: ['error', 'always'],
  'no-constant-binary-expression': 'error',
  'no-control-regex': 'error',
  'no-console': 'error',
  'no-debugger': 'error',
  'no-duplicate-imports': 'off', // a type import may stand beside a value import
  'no-else-return': 'off',
  'no-fallthrough': 'error',
  'no-loss-of-precision': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

/** A leading underscore says: left out on purpose. */
const UNUSED = {
  argsIgnorePattern: '^_',
  varsIgnorePattern: '^_',
  destructuredArrayIgnorePattern: '^_',
  ignoreRestSiblings: true,
};

const TIMERS = ['setImmediate', 'setInterval', 'setTimeout'];

/** Names that Node gives to plain scripts; `no-undef` needs them spelled out. */
const NODE_GLOBALS = Object.fromEntries(
  [
    ...['AbortController', 'AbortSignal', 'Buffer', 'TextDecoder', 'TextEncoder', 'URL', 'console'],
    ...['clearInterval', 'clearTimeout', 'fetch', 'performance', 'process', 'queueMicrotask'],
    ...['structuredClone', ...TIMERS],
  ].map((name) => [name, 'readonly']),
);

export default defineConfig(
  {
    ignores: [
      'dist/',
      'coverage/',
      'node_modules/',
      'umstieg-data/',
      'umstieg-demo/',
      'umstieg-practice/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Nest types its option bags as classes; nobody makes instances of them
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      ...PLAIN,
      ...SIZES,
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/promise-function-async': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Nest modules are classes that only carry a decorator
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // interfaces such as AutomaticStep promise a promise where an implementation needs none
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // pure layers: time and randomness come in as arguments; imports are dependency-cruiser's part
    files: ['src/core/**/*.ts', 'src/connect/**/*.ts', 'src/machines/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'performance', 'crypto', 'fetch', ...TIMERS],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:crypto', allowImportNames: ['createHash', 'createHmac'] }] },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Take the time as an argument.',
        },
      ],
    },
  },
  {
    // pages: what React and a person who does not see the screen rely on
    files: ['src/web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.flatConfigs.strict],
  },
  {
    // plain script, loaded as it is before the first paint
    files: ['src/web/public/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // a wrong assumption about a fixture fails the test, which is what a test is for
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { ecmaVersion: 2024, globals: NODE_GLOBALS },
    rules: {
      ...PLAIN,
      ...SIZES,
      'no-console': 'off',
      'no-undef': 'error',
      'no-unused-vars': ['error', UNUSED],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly' },
    },
  },
);
