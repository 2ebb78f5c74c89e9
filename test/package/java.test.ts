// The package for Java, built by the commands of docs/languages.md, and their program.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { COMPILED, PEERS, commands, describeWith, generatePeers, program } from './languages';
import { Project, REFERENCE } from './project';

const { devDependencies: pinned } = packageJson;
const WITHOUT_DOCUMENTS = ['-Dmaven.javadoc.skip', '-Dmaven.source.skip'];

/** The versions that Maven would choose from the ranges of a generated pom.xml, and look up again in each build. */
const VERSIONS: Record<string, string> = {
  cdk8s: pinned.cdk8s,
  'cdk8s-plus-27': pinned['cdk8s-plus-27'],
  constructs: pinned.constructs,
  'jsii-runtime': pinned['jsii-pacmak'],
  annotations: '19.0.0',
  'javax.annotation-api': '1.3.2',
};

describeWith('javac', 'mvn')('in Java', () => {
  let project: Project;

  beforeAll(() => {
    // A local repository of its own: what the tests install is not what a developer's other projects use.
    const repository = path.resolve('build/maven');
    const options = `-Dmaven.repo.local=${repository} -XX:+TieredCompilation -XX:TieredStopAtLevel=1`;
    project = new Project({ ...COMPILED, MAVEN_OPTS: options }, 'checkout');
    installPeers(project);
    const [build, install] = commands('java');
    project.run('bash', '-euc', build);
    pinVersions('build/jsii/java');
    project.install('bash', '-euc', install);
  });

  afterAll(() => project.remove());

  test('the reference stack has the same bytes', () => {
    project.write('pom.xml', program('xml'));
    project.write('src/main/java/Main.java', program('java'));
    project.install('mvn', '--quiet', 'compile', 'org.codehaus.mojo:exec-maven-plugin:3.6.4:java');
    expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
  });
});

function installPeers(project: Project): void {
  const folders = generatePeers('java');
  folders.forEach(pinVersions);
  // Two thirds of cdk8s-plus-27 are the types of the Kubernetes API, which no code refers to.
  rmSync(path.join(folders[PEERS.indexOf('cdk8s-plus-27')], 'src/main/java/org/cdk8s/plus27/k8s'), {
    recursive: true,
    force: true,
  });
  const aggregate = path.resolve('build/peers/java/pom.xml');
  writeFileSync(aggregate, aggregateOf(folders.map((folder) => path.relative(path.dirname(aggregate), folder))));
  project.install('mvn', '--quiet', '--file', aggregate, 'install', ...WITHOUT_DOCUMENTS);
}

function pinVersions(folder: string): void {
  const file = path.join(folder, 'pom.xml');
  const range = /(<artifactId>([^<]*)<\/artifactId>\s*<version>)\[[^<]*(<\/version>)/g;
  const pom = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    pom.replace(range, (_, before, artifact, after) => `${before}${VERSIONS[artifact]}${after}`),
  );
}

function aggregateOf(modules: string[]): string {
  const list = modules.map((module) => `<module>${module}</module>`).join('');
  return `<project><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>peers</artifactId>
    <version>1</version><packaging>pom</packaging><modules>${list}</modules></project>`;
}
