module.exports = {
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'error',
    // A title is the article's own: it is not ours to make shorter.
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
  },
};
