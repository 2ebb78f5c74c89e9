// The commands that run in the container of a database before its program, run by a shell.
import { execFileSync, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Size } from 'cdk8s';
import { Postgres, Redis, Storage } from 'cdk8s-webstack';
import { render } from '../manifests';
import { StartScript } from './start-script';

const manifests = render((stack) => {
  new Postgres(stack, 'postgres');
  new Redis(stack, 'redis', { storage: Storage.ofSize(Size.gibibytes(1)) });
});

let script: StartScript;
afterEach(() => script.delete());

const start = {
  postgres: () => (script = new StartScript(manifests.container('postgres'), ['/var/lib/postgresql', '/mnt/volume'])),
  redis: () => (script = new StartScript(manifests.container('redis'), ['/data'])),
};

/** Data that the program reads, so that it is no first start. */
const OWN_DATA = { postgres: 'pgdata/PG_VERSION', redis: 'appendonlydir/appendonly.aof.manifest' };
const NAMES = ['postgres', 'redis'] as const;

describe.each(NAMES)('%s', (name) => {
  test('starts on its own data', async () => {
    const { code, log } = await start[name]().write(OWN_DATA[name], '17').run();
    expect({ code, log }).toEqual({ code: 0, log: expect.stringMatching(/^started (postgres|redis-server) /) });
  });

  test('starts on an empty volume, whatever lost+found contains', async () => {
    start[name]().write('lost+found/PG_VERSION').write('lost+found/dump.rdb').close('volume/lost+found', 0);
    expect((await script.run()).code).toBe(0);
    expect(script.has('volume/.first-start')).toBe(false);
  });

  test('does not wait for a lock file that is not a file', async () => {
    start[name]();
    execFileSync('mkfifo', [script.path('volume/.lock')]);
    expect(await script.run()).toEqual({ code: 1, log: 'not starting: /volume/.lock is not a file. Delete it.\n' });
  });

  test.each([
    ['a volume', { volume: 0o555 }],
    ['a lock file', { 'volume/.lock': 0o444 }],
  ])('says who owns %s that it cannot write to, and what to do', async (_, modes: Record<string, number>) => {
    start[name]().write(OWN_DATA[name], '17');
    if ('volume/.lock' in modes) script.write('.lock', '');
    for (const [path, mode] of Object.entries(modes)) script.close(path, mode);
    const { code, log } = await script.run();
    expect(code).toBe(1);
    expect(log).toMatch(
      /not starting: user \d+ \(groups [\d ]+\) cannot write to the volume, which belongs to:\nd.* \/volume\n/,
    );
    expect(log).toContain('security.user was changed.\nSet security: { user, group } to the owner, or give the volume');
  });

  test('terminates on a signal that arrives before its program starts', async () => {
    start[name]().program('find', 'touch $SIGNS/searching; while [ ! -e $SIGNS/go ]; do sleep 0.01; done');
    const { code, log } = await script.run(async (process) => {
      await script.sign('searching');
      process.kill('SIGTERM');
      script.makeFolder('signs/go');
    });
    expect({ code, log }).toEqual({ code: 143, log: '' });
  });

  test('terminates on a signal while it waits for the lock', async () => {
    const program = { postgres: 'psql', redis: 'docker-entrypoint.sh' }[name];
    start[name]().write(OWN_DATA[name], '17').program(program, 'touch $SIGNS/started; exec sleep 20');
    let second: ChildProcess | undefined;
    await script.run(async (first) => {
      await script.sign('started');
      const { code, log } = await script.run(async (process) => {
        second = process;
        await new Promise((resolve) => process.stderr!.once('data', resolve));
        process.kill('SIGTERM');
      });
      expect({ code, log }).toEqual({
        code: 143,
        log: '/volume is locked, by a container that is ending: waiting for it\n',
      });
      process.kill(-first.pid!, 'SIGKILL');
    });
    expect(second).toBeDefined();
  });
});

describe('Postgres creates no database', () => {
  test.each([
    ['in the folder that images up to 17 hide', 'data'],
    ['in the folder of image 18', '18/docker'],
    ['in a hidden folder', '.old'],
    ['in a deep folder', 'a/b/c/d/e'],
    ['in a folder with a space', 'old data'],
  ])('if the volume has data %s', async (_, folder) => {
    start.postgres().write(`${folder}/PG_VERSION`).write(`${folder}/base/1/PG_VERSION`);
    const { code, log } = await script.run();
    expect({ code, log }).toEqual({
      code: 1,
      log:
        `not starting: the volume has data elsewhere: ${folder}/PG_VERSION\n` +
        'What is read is pgdata: move the data there, and give it to this user, or use another claim.\n',
    });
    expect(script.has('volume/.first-start')).toBe(false);
  });

  test('if a folder is closed', async () => {
    start.postgres().write('others/PG_VERSION').close('volume/others', 0);
    const { code, log } = await script.run();
    expect(code).toBe(1);
    expect(log).toMatch(/others.*Permission denied\nnot starting: user \d+ cannot search the volume for data/);
  });

  test('after an interrupted first start', async () => {
    const { code, log } = await start.postgres().write('.first-start').run();
    expect({ code, log }).toEqual({ code: 1, log: expect.stringContaining('the first start was cut short') });
  });
});

describe("Postgres' first start", () => {
  const isUnfinished = () => [script.has('volume/.first-start'), script.has('signs/sql')];

  test('creates no role before the temporary server of the image has ended', async () => {
    start.postgres().makeFolder('signs/hold');
    const { code } = await script.run(async () => {
      await script.sign('temporary');
      expect(isUnfinished()).toEqual([true, false]);
      rmSync(script.path('signs/hold'), { recursive: true });
    });
    expect([code, ...isUnfinished()]).toEqual([0, false, true]);
  });

  test('is completed before it terminates on a signal', async () => {
    start.postgres().makeFolder('signs/hold');
    const { code } = await script.run(async (process) => {
      await script.sign('temporary');
      process.kill('SIGTERM');
      rmSync(script.path('signs/hold'), { recursive: true });
    });
    expect([code, ...isUnfinished()]).toEqual([143, false, false]);
  });

  test('leaves its marker if the image cannot create the database', async () => {
    start.postgres().program('docker-entrypoint.sh', 'echo no space left >&2; exit 1');
    expect(await script.run()).toEqual({ code: 1, log: 'no space left\n' });
    expect(isUnfinished()).toEqual([true, false]);
  });
});

describe('Redis does not start empty beside', () => {
  test.each<[string, string, string?]>([
    ['a snapshot', 'dump.rdb'],
    ['an empty snapshot', 'empty.rdb', ''],
    ['a snapshot under another name', 'shop.rdb'],
    ['a snapshot in a hidden folder', '.backup/dump.rdb'],
    ['an append-only file in a deep folder', 'a/b/c/appendonly.aof'],
    ['append-only files in another folder', 'redis/appendonlydir/appendonly.aof.1.incr.aof'],
    ['append-only files without their manifest', 'appendonlydir/appendonly.aof.1.base.rdb'],
  ])('%s', async (_, path, content = 'x') => {
    const { code, log } = await start.redis().write(path, content).run();
    expect(code).toBe(1);
    expect(log).toContain(`not starting: the volume has data elsewhere: ${path}\n`);
  });
});

test('Redis starts beside what an interrupted rewrite left, and beside empty files', async () => {
  start.redis().write('temp-rewriteaof-7.aof').write('appendonly.aof', '');
  expect((await script.run()).code).toBe(0);
});
