import { importX } from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import { documentedSurface } from './scripts/documented-surface.mjs';
import { layers } from './scripts/layers.mjs';

const zones = layers.map(({ folder, imports }) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [
    `./${folder}`,
    ...imports.map((name) => `./${name}/index.ts`),
    ...(folder === 'sweep' ? ['./kernel/pool/node.ts'] : []),
    // --help, --version and refusals load nothing else, and threads of escape nothing else of the sweep.
    ...(folder === 'cli' ? ['./store/version.ts', './store/outputFolder.ts', './sweep/threads.ts'] : []),
    './error.ts',
    './nearest.ts',
    './typography.ts',
  ],
  message: `src/${folder} may import only ${imports.join(', ') || 'nothing'} (through index.ts), ./error.ts, ./nearest.ts and ./typography.ts: see scripts/layers.mjs.`,
}));

/** AssemblyScript has decorators of functions, which TypeScript has not: they are blanks to the parser. */
const kernelParser = {
  meta: { name: 'assemblyscript', version: '1' },
  parseForESLint: (text, options) =>
    tseslint.parser.parseForESLint(
      text.replaceAll(/^@.*$/gm, (line) => ' '.repeat(line.length)),
      options,
    ),
};
const kernelResolver = {
  interfaceVersion: 3,
  name: 'bare-to-ts',
  resolve: (source, file) => ({ found: true, path: new URL(`${source}.ts`, `file://${file}`).pathname }),
};

/** What ECMAScript defines to the last bit; it leaves all other functions of Math to the host. */
const exactMath = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|[A-Z][A-Z0-9_]*)$/;
const hostMessage = 'Its last bits differ from host to host: take it from src/kernel/math.ts';

/** Where the functions of the host decide no number of a result. */
const layoutOnly = [
  // Places on a drawing.
  'src/figure/**',
  // How many digits of a number are printed.
  'src/report/number.ts',
];

const nodeFolders = ['kernel/pool/node.ts', 'store/**', 'report/**', 'sweep/**', 'cli/**', 'figure/**'];

export default tseslint.config(
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts'],
    plugins: { 'import-x': importX, jsdoc },
    settings: {
      'import-x/resolver-next': [
        {
          interfaceVersion: 3,
          name: 'js-to-ts',
          resolve: (source, file) => {
            if (!source.startsWith('.')) return { found: true, path: null };
            const url = new URL(source.replace(/\.js$/, '.ts'), `file://${file}`);
            return { found: true, path: url.pathname };
          },
        },
      ],
      'import-x/extensions': ['.ts'],
      jsdoc: { mode: 'typescript' },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', 250],
      'no-console': 'error',
    },
  },
  {
    files: ['assembly/**/*.ts'],
    plugins: { 'import-x': importX, jsdoc },
    languageOptions: { parser: kernelParser },
    settings: {
      'import-x/resolver-next': [kernelResolver],
      'import-x/extensions': ['.ts'],
      // A decorator stands between a function and its comment.
      jsdoc: { mode: 'typescript', maxLines: 2 },
    },
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'default', format: ['camelCase'] },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'jsdoc/require-jsdoc': ['error', { publicOnly: true }],
      'max-lines': ['error', 250],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true, MethodDefinition: false },
        },
      ],
      'jsdoc/require-description': ['error', { contexts: ['FunctionDeclaration', 'ClassDeclaration'] }],
      'jsdoc/check-param-names': ['error', { checkDestructured: false }],
      'max-len': ['error', { code: 110, ignoreUrls: true, ignorePattern: '^\\s*(import|export) ' }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['src/claim/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
    },
  },
  ...documentedSurface(import.meta.dirname),
  {
    files: ['src/**/*.ts'],
    ignores: layoutOnly,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[object.name='Math']:not([property.name=${exactMath}])`,
          message: `${hostMessage}.`,
        },
        { selector: "VariableDeclarator[init.name='Math']", message: 'Write Math before each function.' },
        {
          // A power of two is exact.
          selector: "BinaryExpression[operator='**']:not([left.value=2])",
          message: `${hostMessage} (powOf), or multiply.`,
        },
        { selector: "AssignmentExpression[operator='**=']", message: `${hostMessage} (powOf), or multiply.` },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: nodeFolders.map((folder) => `src/${folder}`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*'], message: 'Only kernel/pool/node.ts and the edge folders touch Node.' },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='toMatchObject'] Property > Literal[regex]",
          message: 'It passes whatever the text is: write expect.stringMatching(...).',
        },
      ],
    },
  },
  {
    files: ['**/*.config.{ts,mjs}', 'bench/**', 'examples/**', 'scripts/**'],
    rules: { 'import-x/no-default-export': 'off', 'no-console': 'off' },
  },
);
