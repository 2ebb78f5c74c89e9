// Apps that override the synthesis of cdk8s, as many do to label all objects.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
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

  test('a part of its App is told the first component, and fails', () => {
    const [app, other] = [new App(), new App()];
    const [first, second] = ['client', 'server'].map((id) => new Construct(new Chart(app, `a-${id}`), id));
    const declareLate = ({ expectSynthesis, recordSynthesis, recordWriting, recordComponent }: typeof forgotten) => {
      expectSynthesis();
      recordSynthesis();
      recordComponent(first);
      recordWriting(app);
      for (const late of [first, second]) recordComponent(late);
      recordWriting(other);
    };
    expect(end(declareLate)).toEqual([
      'error: a-client/client was declared after app.synth(), so no manifest contains it. Call app.synth() last; ' +
        'await asynchronous functions that declare components before it.\n',
    ]);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    expect(end((module) => [declareLate(module), module.recordWriting(app)])).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  test('a part of its App has declared a component since it was written', () => {
    const spies = [jest.spyOn(forgotten, 'recordWriting'), jest.spyOn(forgotten, 'recordComponent')];
    const app = new App();
    const stack = new WebStack(app, 'shop');
    app.synthYaml();
    const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
    expect(spies.map(({ mock }) => mock.lastCall)).toEqual([[app], [client]]);
    for (const spy of spies) spy.mockRestore();
  });
});
