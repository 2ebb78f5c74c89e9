// A program that forgets to synthesize its App, or a part of it, would end without a word.
import type { IConstruct } from 'constructs';

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
    if (code !== 0) return;
    if (!isSynthesized) process.stderr.write(`warning: ${FORGOTTEN}\n`);
    if (late === undefined) return;
    process.stderr.write(`${lateError(late)}\n`);
    process.exitCode = 1; // incomplete manifests may be applied, and delete what they lack
  });
}

const FORGOTTEN =
  'an App with components was declared, but never synthesized: nothing is written. Call app.synth() at the end of the program.';

/** Records that an App was synthesized, validated or rendered. */
export function recordSynthesis(): void {
  isSynthesized = true;
}

/** The apps that were written. */
const written = new WeakSet<IConstruct>();
/** The first component that was declared since its app was written, and that app. */
let late: { readonly path: string; readonly app: WeakRef<IConstruct> } | undefined;

/** Records that an app was written: no component of it is late. */
export function recordWriting(app: IConstruct): void {
  written.add(app);
  if (late?.app.deref() === app) late = undefined;
}

/** Records that a component was declared. */
export function recordComponent({ node: { root, path } }: IConstruct): void {
  if (written.has(root)) late ??= { path, app: new WeakRef(root) };
}

function lateError({ path }: { readonly path: string }): string {
  return (
    `error: ${path} was declared after app.synth(), so no manifest contains it. Call app.synth() last; ` +
    'await asynchronous functions that declare components before it.'
  );
}
