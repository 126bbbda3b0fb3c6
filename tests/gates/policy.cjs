// A list of policies as JSON on standard input goes in, what csp_evaluator finds in each comes out.
const { CspEvaluator } = require('csp_evaluator/dist/evaluator.js');
const { CspParser } = require('csp_evaluator/dist/parser.js');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = texts.map(text => new CspEvaluator(new CspParser(text).csp).evaluate());
console.log(JSON.stringify(found.map(all => all.map(({ directive, description, severity }) => ({ directive, description, severity })))));
