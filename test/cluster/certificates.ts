// Certificates in Secrets of cert-manager's form: tls.crt, tls.key and ca.crt.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from './cluster';

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority, in a folder of the computer that runs the tests, which needs openssl 3. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'authority-'));

  constructor() {
    this.create('ca', '/CN=databases');
  }

  /** The certificate of the authority. */
  get certificate(): string {
    return this.read('ca.crt');
  }

  /** Creates a new certificate in a Secret, or in place of the former one. Returns its serial number. */
  async issue(namespace: string, name: string, hosts: string[]): Promise<string> {
    const names = hosts.map((host) => `DNS:${host}`).join(',');
    const signed = ['-CA', this.path('ca.crt'), '-CAkey', this.path('ca.key'), '-addext', `subjectAltName=${names}`];
    this.create(name, `/CN=${hosts[0]}`, '-addext', 'basicConstraints=critical,CA:FALSE', ...signed);
    await applySecret(namespace, name, {
      ...{ 'tls.crt': this.read(`${name}.crt`), 'tls.key': this.read(`${name}.key`), 'ca.crt': this.certificate },
    });
    const serial = execFileSync('openssl', ['x509', '-noout', '-serial', '-in', this.path(`${name}.crt`)]);
    return String(serial).trim().replace('serial=', '');
  }

  delete(): void {
    rmSync(this.folder, { recursive: true });
  }

  private create(name: string, subject: string, ...options: string[]): void {
    const files = ['-keyout', this.path(`${name}.key`), '-out', this.path(`${name}.crt`)];
    const args = ['req', '-x509', ...EC_KEY, ...files, '-subj', subject, '-days', '2', ...options];
    execFileSync('openssl', args, { stdio: 'pipe' });
  }

  private path(file: string): string {
    return join(this.folder, file);
  }

  private read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }
}

export async function applySecret(namespace: string, name: string, stringData: Record<string, string>): Promise<void> {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
  await apply(JSON.stringify(secret), '--force-conflicts');
}
