import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Who may import whom: docs/architecture.md. */
const depConstraints = [
  { sourceTag: 'type:model', onlyDependOnLibsWithTags: ['type:model'] },
  { sourceTag: 'type:logic', onlyDependOnLibsWithTags: ['type:model', 'type:logic'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:platform'] },
  { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:model', 'type:logic', 'type:infra'] },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:model', 'type:logic', 'type:platform'] },
  { sourceTag: 'type:lambda', onlyDependOnLibsWithTags: ['type:model', 'type:logic'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:model', 'type:logic', 'type:platform'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: [] },
];

const noClock = [
  { object: 'Date', property: 'now', message: 'Time is given: take it as an argument or from the Clock.' },
  { object: 'Math', property: 'random', message: 'Randomness is given: take it as an argument.' },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/cdk.out', '**/coverage', '.nx', '**/__golden__', '.sales-cdc'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: true, allow: [], depConstraints }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers and booleans read well in a message.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An operation is async because its type says so, even when it has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // `() => resolve()` reads well as a handler.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // io-ts codecs and their types share a name.
      '@typescript-eslint/no-redeclare': 'off',
    },
  },
  {
    files: ['libs/{sales-event,stream-codec,partitioning,lake-table,transform-handler,deployment}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': ['error', ...noClock],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*'], message: 'The logic libs do no I/O.' },
            { group: ['@aws-sdk/*'], message: 'The logic libs know no SDK client.' },
          ],
        },
      ],
    },
  },
  {
    files: ['libs/{aws-wire,cfn-template,local-cloud,recovery}/src/**/*.ts'],
    ignores: ['**/core/clock.ts', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': ['error', ...noClock],
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval'],
    },
  },
  {
    // A service may import core/, its own files and the types of its neighbours, never a neighbour's code.
    files: ['libs/local-cloud/src/services/*/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^\\.\\./(?!\\.\\./core/)', allowTypeImports: true, message: 'Reach a neighbour through a port.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
