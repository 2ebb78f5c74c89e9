// Apps that override the synthesis of cdk8s, as many do to label all objects.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, App, JsonPatch, Testing } from 'cdk8s';
import { Client, Warnings, WebStack, type Warning } from 'cdk8s-webstack';
import * as forgotten from '../../src/synthesis/forgotten';

type Change = (app: ChangingApp) => void;

/** An app that changes its objects before it is written, and looks at its warnings afterwards. */
class ChangingApp extends App {
  public warnings: Warning[] = [];

  constructor(
    private readonly change: Change,
    outdir?: string,
  ) {
    super({ outdir });
  }

  public override synth(): void {
    this.change(this);
    super.synth();
    this.warnings = Warnings.of(this).list();
  }
}

function declare(change: Change, outdir?: string): ChangingApp {
  const app = new ChangingApp(change, outdir);
  new Client(new WebStack(app, 'shop'), 'client', { image: 'example/client:1.4.0' });
  return app;
}

const objectsOf = (app: App) => app.node.findAll().filter(ApiObject.isApiObject);

test('an overridden synth can change all objects', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'app-'));
  const app = declare((each) => {
    for (const object of objectsOf(each)) object.metadata.addLabel('team', String(each.charts.length));
  }, outdir);
  app.synth();
  const yaml = readFileSync(path.join(outdir, 'shop.k8s.yaml'), 'utf8');
  rmSync(outdir, { recursive: true });
  expect(yaml.match(/team: "1"/g)).toHaveLength(objectsOf(app).length);
  expect(app.warnings).toEqual([]);
});

test('what an overridden synth changes is inspected', () => {
  const app = declare((each) => objectsOf(each)[0].addJsonPatch(JsonPatch.remove('/kind')));
  expect(() => app.synth()).toThrow('[shop/Namespace] the object has no kind.');
});

describe('a program that forgets to synthesize', () => {
  const WARNING =
    'warning: an App with components was declared, but never synthesized: nothing is written. Call app.synth() at the end of the program.\n';

  /** Ends a program, and returns what it prints. */
  function end(program: (module: typeof forgotten) => void, exitCode = 0): string[] {
    const listeners = process.rawListeners('beforeExit');
    const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.isolateModules(() => program(jest.requireActual('../../src/synthesis/forgotten')));
    const added = process.rawListeners('beforeExit').filter((listener) => !listeners.includes(listener));
    for (const listener of added) (listener as (code: number) => void)(exitCode);
    const texts = print.mock.calls.map(([text]) => String(text));
    print.mockRestore();
    return texts;
  }

  test('is told once when it ends', () => {
    const declareTwo = ({ expectSynthesis }: typeof forgotten) => [expectSynthesis(), expectSynthesis()];
    expect(end(declareTwo)).toEqual([WARNING]);
    expect(end(declareTwo, 1)).toEqual([]);
    expect(end(() => {})).toEqual([]);
    expect(end((module) => [declareTwo(module), module.recordSynthesis()])).toEqual([]);
  });

  test.each<[string, (stack: WebStack, app: App) => unknown]>([
    ['written', (_, app) => app.synthYaml()],
    ['rendered by Testing', (stack) => Testing.synth(stack)],
    ['validated', (_, app) => app.node.validate()],
    ['asked for its warnings', (stack) => Warnings.of(stack).list()],
  ])('is not one whose App is %s', (_, read) => {
    const expected = jest.spyOn(forgotten, 'expectSynthesis');
    const recorded = jest.spyOn(forgotten, 'recordSynthesis');
    const app = new App();
    const stack = new WebStack(app, 'shop');
    expect([expected.mock.calls.length, recorded.mock.calls.length]).toEqual([1, 0]);
    read(stack, app);
    expect(recorded).toHaveBeenCalled();
    expected.mockRestore();
    recorded.mockRestore();
  });
});
