// The package for .NET: its code is generated. Nothing here compiles it.
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import { COMPILED } from './languages';
import { run } from './run';

test('the generated project refers to the packages of the peers', () => {
  run(['npm', 'run', 'build:dotnet'], { env: { ...process.env, ...COMPILED } });
  const project = readFileSync('build/jsii/dotnet/Cdk8sWebstack/Cdk8sWebstack.csproj', 'utf8');
  expect(project).toContain('<PackageId>Cdk8sWebstack</PackageId>');
  expect(project).toContain(`<PackageVersion>${packageJson.version}</PackageVersion>`);
  const references = [...project.matchAll(/<PackageReference Include="([^"]*)"/g)].map(([, name]) => name);
  expect(references.sort()).toEqual(['Amazon.JSII.Runtime', 'Constructs', 'Org.Cdk8s', 'Org.Cdk8s.Plus27']);
});
