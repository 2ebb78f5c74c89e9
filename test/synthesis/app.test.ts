// Apps that override the synthesis of cdk8s, as many do to label all objects.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, App, JsonPatch } from 'cdk8s';
import { Client, Warnings, WebStack, type Warning } from 'cdk8s-webstack';

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
