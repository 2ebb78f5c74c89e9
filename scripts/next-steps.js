// The commands that apply manifests to a cluster: first create the Secrets that they lack, then apply.

/** @param {object[]} objects all manifests of an app */
function nextSteps(objects) {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  return [
    ...namespaces.map((name) => `kubectl create namespace ${name}`),
    ...missingSecrets(objects, secretKeys).map(createSecret),
    ...missingSecrets(objects, certificates).map(createCertificate),
    ...missingSecrets(objects, pullSecrets).map(createPullSecret),
    'kubectl apply --server-side --filename dist/',
  ];
}

/** The Secrets that objects refer to and no manifest contains, each once, with all its keys. */
function missingSecrets(objects, referred) {
  const made = new Set(objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => idOf(metadata)));
  const found = new Map();
  for (const object of objects) {
    for (const { name, key, isNew = false } of referred(object)) {
      const { namespace } = object.metadata;
      const entry = found.get(idOf({ namespace, name })) ?? { namespace, name, keys: new Map() };
      if (key) entry.keys.set(key, isNew || (entry.keys.get(key) ?? false));
      found.set(idOf({ namespace, name }), entry);
    }
  }
  return [...found].filter(([id]) => !made.has(id)).map(([, entry]) => entry);
}

function idOf({ namespace = '', name }) {
  return `${namespace}/${name}`;
}

function podOf({ spec }) {
  return spec?.template?.spec ?? {};
}

/** The Secret keys in variables and files. The password of a Postgres in the stack can be generated. */
function secretKeys(object) {
  const { containers = [], volumes = [] } = podOf(object);
  const variables = containers.flatMap(({ env = [] }) => env).filter(({ valueFrom }) => valueFrom?.secretKeyRef);
  const sources = volumes.flatMap(({ projected }) => projected?.sources ?? []).filter(({ secret }) => secret);
  return [
    ...variables.map(({ name, valueFrom }) => ({ ...valueFrom.secretKeyRef, isNew: name === 'POSTGRES_PASSWORD' })),
    ...sources.flatMap(({ secret }) => (secret.items ?? []).map(({ key }) => ({ name: secret.name, key }))),
  ];
}

function certificates({ kind, spec }) {
  return kind === 'Ingress'
    ? (spec.tls ?? []).flatMap(({ secretName }) => (secretName ? { name: secretName } : []))
    : [];
}

function pullSecrets(object) {
  return podOf(object).imagePullSecrets ?? [];
}

function createSecret(secret) {
  const literals = [...secret.keys].map(([key, isNew]) => `--from-literal ${key}=${isNew ? RANDOM : `'<${key}>'`}`);
  return ['kubectl create secret generic', secret.name, ...inNamespace(secret), ...literals].join(' ');
}

const RANDOM = '"$(openssl rand -hex 24)"';

function createCertificate(secret) {
  return ['kubectl create secret tls', secret.name, ...inNamespace(secret), '--cert tls.crt --key tls.key'].join(' ');
}

function createPullSecret(secret) {
  const login = "--docker-server '<registry>' --docker-username '<user>' --docker-password '<password>'";
  return ['kubectl create secret docker-registry', secret.name, ...inNamespace(secret), login].join(' ');
}

function inNamespace({ namespace }) {
  return namespace === undefined ? [] : ['--namespace', namespace];
}

module.exports = { nextSteps };
