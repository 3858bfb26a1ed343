import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/** Text of others becomes a page only as text. */
const markup = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
].map((property) => ({ property, message: 'Markup is written by templates; text is put in as text.' }))

/** What a reviewer should never have to say twice. Formatting is prettier's and is not discussed here. */
export default ts.config(
  { ignores: ['**/node_modules/**', '**/dist/**', 'data/**'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,mjs,vue}'],
    languageOptions: { parserOptions: { parser: ts.parser, sourceType: 'module' } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A schema and its type share one name; so do a component's props and their values.
      '@typescript-eslint/no-redeclare': 'off',
      'no-restricted-globals': ['error', 'event', 'name'],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'vue/no-v-html': 'error',
      'no-restricted-properties': ['error', ...markup],
      'vue/multi-word-component-names': 'off',
      // Line breaks and attribute order are the formatter's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    // A rule is told the time; only the clock and the measuring of real age may look at the watch.
    files: [
      'server/{incidents,intake,dispatch,promises,figures,places,roster,residents,emergency}/**/*.ts',
      'shared/**/*.ts',
    ],
    rules: {
      // A list of rules takes the place of the one above, so it names those again.
      'no-restricted-properties': [
        'error',
        ...markup,
        { object: 'Date', property: 'now', message: 'Take the time from the clock.' },
      ],
    },
  },
)
