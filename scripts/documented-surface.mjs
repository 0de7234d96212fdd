import jsdoc from 'eslint-plugin-jsdoc';
import { publicNames } from './public-names.mjs';

/**
 * Rules for what a user can import: every type, function and value has a doc comment, and every function says what it
 * takes, returns and throws. One block for each source file that declares such names.
 */
export function documentedSurface(root) {
  return [...publicNames(root)].map(([file, names]) => {
    const exported = (kind) => `ExportNamedDeclaration > ${kind}[id.name=/^(${[...names].join('|')})$/]`;
    const contexts = [exported('FunctionDeclaration')];
    return {
      files: [file],
      plugins: { jsdoc },
      rules: {
        'jsdoc/require-jsdoc': [
          'error',
          {
            publicOnly: true,
            require: { FunctionDeclaration: true, ClassDeclaration: true },
            contexts: [
              'TSInterfaceDeclaration',
              'TSTypeAliasDeclaration',
              'VariableDeclaration > VariableDeclarator',
            ].map(exported),
          },
        ],
        'jsdoc/require-param': ['error', { contexts, checkDestructured: false }],
        'jsdoc/require-param-description': ['error', { contexts }],
        'jsdoc/require-returns': ['error', { contexts }],
        'jsdoc/require-returns-description': ['error', { contexts }],
        'jsdoc/require-throws': ['error', { contexts }],
      },
    };
  });
}
