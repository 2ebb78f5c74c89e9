// The project's texts keep to plain technical English: habits that made earlier versions hard to read do not come back.
import { execFileSync } from 'node:child_process';
import { page } from './readme';

/** Each habit, and the way to write instead. */
const HABITS: [habit: RegExp, instead: string][] = [
  [/\bwhere (it|there|nothing|none|no|one|that|what)\b/i, '"if" for a condition, "where" for a place'],
  [/\bnone (that|of)\b/i, '"is not a valid X", "no X is"'],
  [/\bwhat is wrong\b/i, '"errors"'],
  [/\bnobody but\b|, and nobody else\b/i, '"only"'],
  [
    /\b(put up with|see to|let to|take over|taken out|told to end)\b/i,
    "the field's verbs: tolerate, ensure, allow, read, remove, terminate",
  ],
  [/\bis to be\b/i, '"must be", or the present tense'],
  [/mistake/i, '"error"'],
];

/** Names of the API before it was first released; docs/upgrading.md and the changelog list them. */
const FORMER_NAMES =
  /\bthrowAway\b|\bPlatform\.custom\b|\bServer\.later\b|\badmitNamespaces\b|\bstartingWithin\b|\bServedProps\b/;

/** This file, the list of former names, and what is generated from docstrings. */
const EXEMPT = ['test/words.test.ts', 'docs/upgrading.md', 'API.md'];

const files = String(execFileSync('git', ['ls-files', '-z']))
  .split('\0')
  .filter((file) => /\.(md|ts|tsx|js|mjs|json|yml|yaml)$|^\.ci\/run$|Dockerfile$/.test(file))
  .filter((file) => !/package-lock\.json$/.test(file) && !EXEMPT.includes(file));

/** A text without line breaks inside sentences, and without the marks of comments. */
function flowing(text: string): string {
  return text.replace(/\n[ \t]*(?:\*(?!\/)|\/\/|#(?= \S))?[ \t]*(?=\S)/g, ' ');
}

/** Comments of code, and paragraphs, list items, headings and table cells of Markdown: where sentences begin. */
function passages(file: string): string[] {
  const text = page(file);
  if (!file.endsWith('.md')) {
    const comments = text.match(/(?:^[ \t]*\/\/.*\n)+|\/\*\*?[^]*?\*\/|[ \t]\/\/ .*$/gm) ?? [];
    return comments.map((comment) =>
      flowing(comment)
        .replace(/^\s*(\/\*\*?|\/\/)\s*/, '')
        .replace(/\s*\*\/$/, ''),
    );
  }
  return text
    .replace(/^```[^]*?^```$/gm, '\n\n')
    .split(/\n\s*\n|^[ \t]*(?:[-*]|\d+\.|#+) |\|/m)
    .map((passage) => passage.replace(/\s+/g, ' ').trim());
}

/** Sentences such as "What is declared stays." */
function clausesAsSubjects(file: string): string[] {
  const sentences = passages(file).flatMap((passage) => passage.split(/(?<=[.!?:]) +/));
  return sentences.filter((sentence) => /^(What|Whoever|Whatever)\b/.test(sentence) && !sentence.includes('?'));
}

function habits(file: string): string[] {
  const text = flowing(page(file));
  return [
    ...HABITS.flatMap(([habit, instead]) =>
      [...text.matchAll(new RegExp(habit, 'gi'))].map(({ index }) => `${excerpt(text, index)} (write ${instead})`),
    ),
    ...[...(file === 'CHANGELOG.md' ? '' : text).matchAll(new RegExp(FORMER_NAMES, 'g'))].map(
      ([name]) => `${name} has a new name: docs/upgrading.md`,
    ),
    ...clausesAsSubjects(file).map((sentence) => `${sentence.slice(0, 60)} (begin with a noun)`),
  ];
}

function excerpt(text: string, index: number): string {
  return text.slice(Math.max(0, index - 30), index + 40).replace(/\s+/g, ' ');
}

test.each(files)('%s', (file) => {
  expect(habits(file)).toEqual([]);
});
