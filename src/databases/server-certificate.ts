// The certificate of a database of the stack: its files, and the commands that check and reload them.
import type { Mounts } from '../pod/files';
import type { DatabaseTls } from './database-tls';

const FOLDER = '/etc/database-tls';

/** The files of the certificate in the container of the database. */
export const CERTIFICATE = `${FOLDER}/tls.crt`;
export const PRIVATE_KEY = `${FOLDER}/tls.key`;
export const AUTHORITY = `${FOLDER}/ca.crt`;

/** The checksums of the files that the server has loaded. */
const LOADED = '/tmp/certificate.cksum';

/** Returns the name of the Secret with the certificate, if connections are encrypted. */
export function certificateSecret(tls?: DatabaseTls): string | undefined {
  return tls?.isVerified ? tls._caFile?.key.objectName : undefined;
}

/**
 * Mounts the whole Secret: the kubelet does not update files that are mounted alone, and starts no container if a key is
 * missing, so that nothing could explain it. Postgres rejects a key that others can read; root owns the files, and the
 * group of the pod reads them.
 */
export function certificateMounts(secretName?: string): Mounts | undefined {
  return secretName === undefined
    ? undefined
    : {
        volumes: [{ name: 'certificate', secret: { secretName, defaultMode: 0o440 } }],
        volumeMounts: [{ name: 'certificate', mountPath: FOLDER, readOnly: true }],
      };
}

/** Returns shell commands that stop if a file is missing or cannot be read, and record which files the server loads. */
export function requireCertificate(secretName: string): string[] {
  return [
    'for key in tls.crt tls.key ca.crt; do',
    `  if [ ! -s ${FOLDER}/$key ]; then`,
    `    echo "not starting: the Secret ${secretName} has no $key." >&2`,
    '    echo "It needs tls.crt, tls.key and ca.crt; ACME issuers write no ca.crt: see docs/databases.md" >&2',
    '    exit 1',
    '  fi',
    `  if [ ! -r ${FOLDER}/$key ]; then`,
    `    echo "not starting: user \`id -u\` (groups \`id -G\`) cannot read $key of the Secret ${secretName}:" >&2`,
    `    ls -lnL ${FOLDER}/$key >&2`,
    '    echo "The pod\'s fsGroup has to be one of the groups, and defaultMode of the volume 0440. Remove patches of them." >&2',
    '    exit 1',
    '  fi',
    'done',
    `cksum ${CERTIFICATE} ${PRIVATE_KEY} >${LOADED} || exit 1`,
  ];
}

/**
 * Returns shell commands of the readiness probe, which the kubelet runs as long as the container runs. After a renewal
 * they make the server load the files, again and again until it has done so.
 * @param reload the command that makes the server load the files
 */
export function reloadCertificate(reload: string): string[] {
  return [
    `files=\`cksum ${CERTIFICATE} ${PRIVATE_KEY}\``,
    `if [ "$files" != "\`cat ${LOADED}\`" ] && ${reload}; then echo "$files" >${LOADED}; fi`,
  ];
}
