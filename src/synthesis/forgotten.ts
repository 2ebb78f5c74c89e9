// A program that forgets to synthesize its App writes nothing, and would end without a word.

let isExpected = false;
let isSynthesized = false;

/**
 * Expects that an App is synthesized, validated or rendered before the program ends. One is enough: a test runner declares
 * many that it only looks at.
 */
export function expectSynthesis(): void {
  if (isExpected) return;
  isExpected = true;
  process.once('beforeExit', (code) => {
    if (!isSynthesized && code === 0) process.stderr.write(`warning: ${FORGOTTEN}\n`);
  });
}

const FORGOTTEN =
  'an App with components was declared, but never synthesized: nothing is written. Call app.synth() at the end of the program.';

/** Records that an App was synthesized, validated or rendered. */
export function recordSynthesis(): void {
  isSynthesized = true;
}
