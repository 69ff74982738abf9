import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The layers, lowest first. A file may import its own folder and what stands below it, never above and
 * never sideways: one field type does not know another, one page does not know another.
 */
const layers = ['expression', 'api', 'i18n', 'kit', 'fields', 'record', 'designer', 'app'];

const above = (layer) => layers.slice(layers.indexOf(layer) + 1);

const layerRules = layers.map((layer) => ({
  files: [`src/${layer}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: above(layer).map((upper) => ({
          regex: `^(\\.\\./)+${upper}(/|$)`,
          message: `${layer} stands below ${upper}.`,
        })),
      },
    ],
  },
}));

/** A folder under fields/ is one type: it may use the shared files beside the folders, not another type. */
const oneFieldType = {
  files: ['src/fields/*/**/*.{ts,tsx}'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '^\\.\\./\\.\\./(record|designer|app)(/|$)', message: 'fields stand below these layers.' },
          {
            regex: '^\\.\\./(?!\\.\\.)[^/]+/',
            message: 'One field type does not import another: share through src/fields/*.ts(x).',
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['target/**', 'node_modules/**', '.node/**', 'src/api/schema.ts'] },
  ...tseslint.configs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    rules: {
      'react-hooks/set-state-in-effect': 'off',
      'react-hooks/refs': 'off',
      'react-hooks/incompatible-library': 'off',
      // A field's input is looked up in the registry: made once there, not during drawing.
      'react-hooks/static-components': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...layerRules,
  oneFieldType,
);
